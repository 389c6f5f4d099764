import { asCartId, asCustomerId, asOrderId } from "../../src/domain/ids"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { WorkflowManager } from "@medusajs/framework/orchestration"
import type {
  IEventBusModuleService,
  IInventoryService,
  ILockingModule,
  INotificationModuleService,
  IOrderModuleService,
  IPaymentModuleService,
  IPromotionModuleService,
  MedusaContainer,
} from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"
import {
  acquireLockStepId,
  capturePaymentWorkflow,
  completeCartWorkflowId,
  convertDraftOrderWorkflowId,
  refundPaymentWorkflow,
} from "@medusajs/medusa/core-flows"
import { LINK_TEMPLATE } from "../../src/domain/customer-messages"
import { ulidTime } from "../../src/domain/order-id"
import { objectToConfiguration, providerEntries } from "../../src/medusa/configuration"
import {
  eraseCustomerTraces,
  eraseCustomerMessages,
  holdersOf,
  customerMessagesOf,
  nextNotificationKey,
  pageHolders,
} from "../../src/medusa/customer-traces"
import { LINKS } from "../../src/medusa/links"
import { completionLock } from "../../src/medusa/locks"
import { passingCause } from "../../src/medusa/passing-errors"
import { objectToCradle } from "../../src/medusa/payment-module"
import { objectToTables } from "../../src/medusa/tables"
import { recountOrder, type OrderSummaries } from "../../src/use-cases/orders/recount"
import { listOpenCompletions } from "../../src/use-cases/orders/unlinked-orders"
import type { Clerk } from "../harness/clerk"
import { reservationsOf } from "../harness/completions"
import { eventually } from "../harness/eventually"
import { expectOk, type Shopper } from "../harness/shopper"
import { recording } from "./bare-store/recording-provider"
import { MODULE_EVENTS } from "./heard-events"
import { sentinels } from "./sentinel"

/** A store without the plugin, and its users. */
export interface BareStore {
  readonly container: () => MedusaContainer
  readonly shopper: () => Shopper
  readonly clerk: () => Clerk
  readonly db: () => Knex
  readonly order: () => Promise<string>
  readonly callsOf: (verb: string) => { input: Record<string, unknown> }[]
  readonly keysOf: (verb: string) => (string | undefined)[]
  readonly provider: () => string
}

interface Rows {
  list(filter: object): Promise<{ id: string; created_by: string | null }[]>
}

interface Transaction {
  reference: string
  reference_id: string
  amount: string
}

/** What the plugin relies on in a running Medusa. */
export function reliances(store: BareStore): void {
  const { container, shopper, clerk, db, order, callsOf, keysOf, provider } = store
  const payments = () => container().resolve<IPaymentModuleService>(Modules.PAYMENT)
  const orders = () => container().resolve<IOrderModuleService & OrderSummaries>(Modules.ORDER)
  const query = () => container().resolve(ContainerRegistrationKeys.QUERY)
  const paymentOf = async (orderId: string) => (await clerk().payment(orderId)).id
  const transactions = async (orderId: string) =>
    (await db()("order_transaction").where({ order_id: orderId, deleted_at: null })) as Transaction[]
  const rowsOf = async (kind: "capture" | "refund", payment: string) =>
    (await db()(kind).where({ payment_id: payment })) as { id: string; created_by: string | null }[]

  sentinels({
    rowBeforeCall: async () => {
      const orderId = await order()
      const seen: Record<string, (string | undefined)[]> = {}
      recording().onCall = async (verb, _input, cradle) => {
        if (verb === "capture" || verb === "refund") {
          // On a separate connection: uncommitted rows are not visible.
          const rows = await (cradle[`${verb}Service`] as Rows).list({})
          seen[verb] = rows.map(({ id }) => id)
        }
      }
      for (const verb of ["capture", "refund"] as const) {
        expectOk(await clerk()[verb](orderId, 24.99))
        expect(seen[verb]).toContain(keysOf(verb)[0])
      }
    },

    providerContainer: async () => {
      const objections: (string | undefined)[] = []
      recording().onCall = (_verb, _input, cradle) => objections.push(objectToCradle(cradle))
      await order()
      expect(objections.length).toBeGreaterThan(0)
      expect(objections.filter((one) => one !== undefined)).toEqual([])
    },

    keysOfSessions: async () => {
      const buyer = await shopper().readyToPay({}, provider())
      expect(keysOf("initiate")).toEqual([buyer.sessionId])
      const orderId = expectOk(await buyer.complete()).order?.id ?? ""
      expect(keysOf("authorize")).toEqual([buyer.sessionId])
      const payment = await paymentOf(orderId)
      expectOk(await clerk().cancelOrder(orderId))
      expect(keysOf("cancel")).toEqual([payment])
    },

    bookingMark: async () => {
      const payment = await paymentOf(await order())
      await capturePaymentWorkflow(container()).run({
        input: { payment_id: payment, captured_by: "a-mark:1" },
      })
      await refundPaymentWorkflow(container()).run({
        input: { payment_id: payment, amount: 5, created_by: "a-mark:2" },
      })
      expect(await rowsOf("capture", payment)).toMatchObject([{ created_by: "a-mark:1" }])
      expect(await rowsOf("refund", payment)).toMatchObject([{ created_by: "a-mark:2" }])
    },

    timedIds: async () => {
      const from = Date.now() - 1_000
      const orderId = await order()
      const payment = await paymentOf(orderId)
      expectOk(await clerk().capture(orderId, 24.99))
      expectOk(await clerk().refund(orderId, 5))
      const until = Date.now() + 1_000
      const [capture] = await rowsOf("capture", payment)
      const [refund] = await rowsOf("refund", payment)
      for (const [prefix, id = ""] of [
        ["order", orderId],
        ["capt", capture?.id],
        ["ref", refund?.id],
      ] as const) {
        const isInTime = `${prefix}_${ulidTime(from)}` < id && id < `${prefix}_${ulidTime(until)}`
        expect({ id, isInTime }).toEqual({ id, isInTime: true })
      }
    },

    completionLock: async () => {
      const buyer = await shopper().readyToPay({}, provider())
      const locking = container().resolve<ILockingModule>(Modules.LOCKING)
      await locking.acquire(completionLock(asCartId(buyer.cartId)), { ownerId: "a-sentinel", expire: 20 })
      const completing = buyer.complete()
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      const calls = callsOf("authorize").length
      await locking.release(completionLock(asCartId(buyer.cartId)), { ownerId: "a-sentinel" })
      expectOk(await completing)
      expect(calls).toBe(0)
    },

    lockStep: () => {
      for (const workflow of [completeCartWorkflowId, convertDraftOrderWorkflowId]) {
        const { flow_: flow } = WorkflowManager.getWorkflow(workflow) ?? {}
        expect(JSON.stringify(flow)).toContain(`"action":"${acquireLockStepId}"`)
      }
    },

    links: async () => {
      expect(await objectToTables(db())).toBeUndefined()
      for (const { entity, fields } of Object.values(LINKS)) {
        await query().graph({ entity, fields: [...fields] })
      }
      const orderId = await order()
      for (const { entity, fields } of Object.values(LINKS)) {
        const { data } = await query().graph({ entity, fields: [...fields] })
        const link = data.at(-1) as unknown as Record<string, unknown>
        expect(fields.map((field) => typeof link[field])).toEqual(["string", "string"])
      }
      const { data } = await query().graph({
        entity: LINKS.orderCart.entity,
        fields: ["cart_id"],
        filters: { order_id: orderId },
      })
      expect(data).toHaveLength(1)
    },

    configuration: () => {
      expect(
        objectToConfiguration(container().resolve(ContainerRegistrationKeys.CONFIG_MODULE))
      ).toBeUndefined()
      expect(providerEntries(container(), Modules.PAYMENT)).toMatchObject([{ id: "recording" }])
    },

    providerIds: async () => {
      const ids = (await payments().listPaymentProviders({})).map(({ id }) => id)
      expect(ids).toContain("pp_recording_recording")
    },

    openCompletions: async () => {
      const since = new Date(Date.now() - 60_000)
      const open: string[] = []
      recording().onCall = async (verb) => {
        if (verb === "authorize") {
          open.push(...(await listOpenCompletions(container(), since)).map(({ cartId }) => cartId))
        }
      }
      const buyer = await shopper().readyToPay({}, provider())
      expectOk(await buyer.complete())
      expect(open).toContain(buyer.cartId)
      const left = await listOpenCompletions(container(), since)
      expect(left.map(({ cartId }) => cartId)).not.toContain(buyer.cartId)
    },

    declines: async () => {
      recording().onCall = (verb) => {
        if (verb === "authorize") {
          throw new MedusaError(MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR, "The card was declined.")
        }
      }
      const { status, body } = await (await shopper().readyToPay({}, provider())).complete()
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { type: "cart", error: { message: "The card was declined." } },
      })
    },

    transactions: async () => {
      const orderId = await order()
      const payment = await paymentOf(orderId)
      expectOk(await clerk().capture(orderId, 24.99))
      expectOk(await clerk().refund(orderId, 5))
      const [capture] = await rowsOf("capture", payment)
      const [refund] = await rowsOf("refund", payment)
      const counted = (await transactions(orderId)).map((one) => [
        one.reference,
        one.reference_id,
        Number(one.amount),
      ])
      expect(counted).toEqual([
        ["capture", capture?.id, 24.99],
        ["refund", refund?.id, -5],
      ])
    },

    recapture: async () => {
      const orderId = await order()
      const payment = await paymentOf(orderId)
      expectOk(await clerk().capture(orderId))
      await db()("order_transaction").where({ order_id: orderId }).delete()
      await capturePaymentWorkflow(container()).run({ input: { payment_id: payment } })
      expect(await transactions(orderId)).toMatchObject([{ reference: "capture" }])
      expect(callsOf("capture")).toHaveLength(1)
      expect(await rowsOf("capture", payment)).toHaveLength(1)
    },

    reopening: async () => {
      const orderId = await order()
      const payment = await paymentOf(orderId)
      expectOk(await clerk().capture(orderId))
      await payments().updatePayment({ id: payment, captured_at: null } as { id: string })
      expect((await clerk().payment(orderId)).captured_at).toBeNull()
    },

    orderSums: async () => {
      const orderId = await order()
      expectOk(await clerk().capture(orderId, 24.99))
      expectOk(await clerk().refund(orderId, 5))
      const { version } = await orders().retrieveOrder(orderId, { select: ["id", "version"] })
      const [summary] = await orders().listOrderSummaries({ order_id: asOrderId(orderId), version })
      const { id = "", totals } = summary ?? {}
      await orders().updateOrderSummaries([
        { id, totals: { ...totals, paid_total: 1, raw_paid_total: { value: "1", precision: 20 } } },
      ])
      expect((await clerk().order(orderId)).summary.paid_total).toBe(1)
      expect(await recountOrder(container(), asOrderId(orderId))).toBe(true)
      expect((await clerk().order(orderId)).summary).toMatchObject({
        paid_total: 24.99,
        refunded_total: 5,
        transaction_total: 19.99,
        pending_difference: 0,
      })
    },

    refundCredits: async () => {
      const orderId = await order()
      expectOk(await clerk().capture(orderId, 24.99))
      const { version: before } = await orders().retrieveOrder(orderId, { select: ["id", "version"] })
      expectOk(await clerk().refund(orderId, 5))
      const changes = await orders().listOrderChanges({ order_id: orderId }, { relations: ["actions"] })
      expect(changes).toMatchObject([
        { change_type: "credit_line", status: "confirmed", actions: [{ amount: 5 }] },
      ])
      const [refund] = await orders().listOrderTransactions(
        { order_id: orderId, reference: "refund" },
        { select: ["id", "version"] as "id"[] }
      )
      const { version } = await orders().retrieveOrder(orderId, { select: ["id", "version"] })
      expect({ refund, version }).toMatchObject({ refund: { version: before }, version: before + 1 })
    },

    cleanUp: async () => {
      const orderId = await order()
      expect(await reservationsOf(db(), orderId)).toHaveLength(1)
      const { data } = await query().graph({
        entity: "order",
        fields: ["items.id"],
        filters: { id: orderId },
      })
      const { items } = data[0] as unknown as { items: { id: string }[] }
      await container()
        .resolve<IInventoryService>(Modules.INVENTORY)
        .deleteReservationItemsByLineItem(items.map(({ id }) => id))
      expect(await reservationsOf(db(), orderId)).toEqual([])
      await usePromotion(container())
    },

    customerTraces: async () => {
      const orderId = await order()
      const { id: session } = (await db()("payment_session").first("id")) as { id: string }
      const holder = { id: "acchld_1", provider_id: "pp_xpay_main", external_id: "cus_1:0123456789ab" }
      await db()("account_holder").insert({ ...holder, data: {} })
      await db()("customer_account_holder").insert({
        id: "link_1",
        customer_id: "cus_1",
        account_holder_id: holder.id,
      })
      await db()("payment_session")
        .where({ id: session })
        .update({ provider_id: holder.provider_id, context: { customer: { id: "cus_1" } } })
      await container().resolve<INotificationModuleService>(Modules.NOTIFICATION).createNotifications({
        to: "maria@example.com",
        channel: "feed",
        template: LINK_TEMPLATE,
        resource_id: orderId,
        idempotency_key: "receipt:0",
        data: {},
      })
      expect(await nextNotificationKey(container(), "receipt")).toBeUndefined()
      expect(await nextNotificationKey(container(), "another")).toBe("another:0")
      expect(await pageHolders(container(), "", 1)).toMatchObject([holder])
      expect(await holdersOf(container(), asCustomerId("cus_1"))).toMatchObject([holder])
      expect(await customerMessagesOf(container(), [asOrderId(orderId)])).toMatchObject([
        { to: "maria@example.com" },
      ])
      await eraseCustomerTraces(container(), asCustomerId("cus_1"))
      await eraseCustomerMessages(container(), [asOrderId(orderId)])
      expect(await db()("account_holder")).toEqual([])
      expect(await db()("customer_account_holder")).toEqual([])
      expect(await db()("notification")).toEqual([])
      expect(await db()("payment_session").where({ id: session }).first("context")).toEqual({ context: {} })
    },

    lockErrors: async () => {
      const locking = container().resolve<ILockingModule>(Modules.LOCKING)
      await locking.acquire("a-key", { ownerId: "another", expire: 20 })
      const refused: unknown = await locking.acquire("a-key", { ownerId: "mine" }).catch((error) => error)
      const late: unknown = await locking
        .execute("a-key", () => Promise.resolve(), { timeout: 1 })
        .catch((error) => error)
      await locking.release("a-key", { ownerId: "another" })
      expect([refused, late].map(passingCause)).toEqual([
        "Failed to acquire lock",
        "Timed-out acquiring lock",
      ])
    },

    moduleEvents: async () => {
      const heard: [string, unknown][] = []
      const bus = container().resolve<IEventBusModuleService>(Modules.EVENT_BUS)
      for (const name of Object.values(MODULE_EVENTS)) {
        bus.subscribe(name, ({ data }) => Promise.resolve(void heard.push([name, data])))
      }
      const orderId = await order()
      const { payment_collections: collections } = await clerk().order(orderId)
      const { id = "" } = collections[0] ?? {}
      await payments().updatePaymentCollections(id, { metadata: { changed: true } })
      await orders().deleteOrders([orderId])
      const wanted = [
        [MODULE_EVENTS.collectionUpdated, { id }],
        [MODULE_EVENTS.orderDeleted, { id: orderId }],
      ]
      await eventually(() => {
        expect(heard).toEqual(expect.arrayContaining(wanted))
        return Promise.resolve()
      })
    },
  })
}

/** Uses a promotion, and reverts that as a completion that is rolled back does. */
async function usePromotion(container: MedusaContainer): Promise<void> {
  const promotions = container.resolve<IPromotionModuleService>(Modules.PROMOTION)
  await promotions.createPromotions({
    code: "ONCE",
    type: "standard",
    status: "active",
    application_method: {
      type: "fixed",
      target_type: "items",
      allocation: "across",
      value: 1,
      currency_code: "eur",
    },
    campaign: { name: "Once", campaign_identifier: "once", budget: { type: "usage", limit: 1 } },
  })
  const budget = async () => {
    const [promotion] = await promotions.listPromotions(
      { code: ["ONCE"] },
      { relations: ["campaign", "campaign.budget", "campaign.budget.usages"] }
    )
    return promotion?.campaign?.budget as { used: number; updated_at: string | Date } | undefined
  }
  const whose = { customer_id: null, customer_email: "maria@example.com" }
  const before = new Date()
  await promotions.registerUsage([{ code: "ONCE", amount: 1 }], whose)
  const used = await budget()
  expect(used).toMatchObject({ used: 1 })
  expect(new Date(used?.updated_at ?? 0).getTime()).toBeGreaterThanOrEqual(before.getTime())
  await promotions.revertUsage([{ code: "ONCE", amount: 1 }], whose)
  expect(await budget()).toMatchObject({ used: 0 })
}
