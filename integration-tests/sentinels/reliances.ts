import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { WorkflowManager } from "@medusajs/framework/orchestration"
import type { ILockingModule, IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"
import {
  acquireLockStepId,
  capturePaymentWorkflow,
  completeCartWorkflowId,
  convertDraftOrderWorkflowId,
  refundPaymentWorkflow,
} from "@medusajs/medusa/core-flows"
import { ulidTime } from "../../src/domain/order-id"
import { objectToConfiguration, providerEntries } from "../../src/medusa/configuration"
import { LINKS } from "../../src/medusa/links"
import { completionLock } from "../../src/medusa/locks"
import { objectToCradle } from "../../src/medusa/payment-module"
import { objectToTables } from "../../src/medusa/tables"
import { listOpenCompletions } from "../../src/use-cases/orders/unlinked-orders"
import type { Clerk } from "../harness/clerk"
import { expectOk, type Shopper } from "../harness/shopper"
import { recording } from "./bare-store/recording-provider"
import { sentinels } from "./sentinel"

/** A store without the plugin, and who uses it. */
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

/** What the plugin counts on in a Medusa that runs. */
export function reliances(store: BareStore): void {
  const { container, shopper, clerk, db, order, callsOf, keysOf, provider } = store
  const payments = () => container().resolve<IPaymentModuleService>(Modules.PAYMENT)
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
          // On a connection of its own: what is not committed is not seen.
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
      await locking.acquire(completionLock(buyer.cartId), { ownerId: "a-sentinel", expire: 20 })
      const completing = buyer.complete()
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      const calls = callsOf("authorize").length
      await locking.release(completionLock(buyer.cartId), { ownerId: "a-sentinel" })
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
  })
}
