import path from "node:path"
import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import getPort from "get-port"
import type { SeededStore } from "../../demo/seed-store"
import { dumpDatabase } from "../harness/canary"
import { Clerk } from "../harness/clerk"
import { eventually } from "../harness/eventually"
import { Http } from "../harness/http"
import { Recorder } from "../harness/recorder"
import { seedTestedStore } from "../harness/seed-tested-store"
import { expectOk, Shopper } from "../harness/shopper"
import { failCompletionWhen } from "./fail-completion"
import { recording } from "./bare-store/recording-provider"
import { reliances } from "./reliances"
import { forEachFault, untilRepaired } from "./platform-faults"

jest.setTimeout(120_000)

const recorder = new Recorder()
let isHookThrowing = false

failCompletionWhen(() => isHookThrowing)

describe("Medusa by itself", () => {
  let port = 0
  beforeAll(async () => {
    port = await getPort()
    process.env["PORT"] = String(port)
    recorder.listenToOutput()
  })
  afterAll(() => recorder.stopListening())

  medusaIntegrationTestRunner({
    dbName: "xpay-sentinels",
    cwd: path.join(__dirname, "bare-store"),
    testSuite: ({ getContainer }) => {
      let store: SeededStore
      let adminToken = ""
      let provider = ""
      const container = (): MedusaContainer => getContainer()
      const url = () => `http://localhost:${port}`
      const shopper = () =>
        new Shopper(new Http(url, recorder, () => ({ "x-publishable-api-key": store.publishableKey })), store)
      const clerk = () =>
        new Clerk(new Http(url, recorder, () => ({ authorization: `Bearer ${adminToken}` })))
      const db = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
      const callsOf = (verb: string) => recording().calls.filter((call) => call.verb === verb)
      const keysOf = (verb: string) =>
        callsOf(verb).map(({ input }) => (input["context"] as { idempotency_key?: string }).idempotency_key)

      async function order(): Promise<string> {
        const body = expectOk(await (await shopper().readyToPay({}, provider)).complete())
        return body.order?.id ?? ""
      }

      beforeAll(async () => {
        const providers = await container()
          .resolve<IPaymentModuleService>(Modules.PAYMENT)
          .listPaymentProviders({})
        // A separate sentinel checks its whole name.
        provider = providers.find(({ id }) => id.includes("recording"))?.id ?? ""
        ;({ store, adminToken } = await seedTestedStore(container(), [provider]))
        // Medusa waits five seconds before it processes a notification.
        Object.assign(container().resolve(Modules.PAYMENT), { options: { webhook_delay: 1 } })
      })

      beforeEach(() => {
        isHookThrowing = false
        Object.assign(recording(), { failing: [], authorizesAs: "authorized", onCall: undefined })
        recording().calls.length = 0
      })

      describe("is counted on, because it", () =>
        reliances({ container, shopper, clerk, db, order, callsOf, keysOf, provider: () => provider }))

      forEachFault(
        untilRepaired({
          captureWithoutAmount: async () => {
            const orderId = await order()
            expectOk(await clerk().capture(orderId, 10))
            expect((await clerk().payment(orderId)).captures).toMatchObject([{ amount: 10 }])
            expect(callsOf("capture").map(({ input }) => Object.keys(input).sort())).toEqual([
              ["context", "data"],
            ])
          },

          newKeyPerTry: async () => {
            const orderId = await order()
            for (const verb of ["capture", "refund"] as const) {
              recording().failing = [verb]
              expect((await clerk()[verb](orderId, 24.99)).status).toBeGreaterThanOrEqual(400)
              recording().failing = []
              expectOk(await clerk()[verb](orderId, 24.99))
              expect(keysOf(verb)).toHaveLength(2)
              expect(new Set(keysOf(verb)).size).toBe(2)
            }
          },

          cancelFails: async () => {
            const orderId = await order()
            recording().failing = ["cancel"]
            expectOk(await clerk().cancelOrder(orderId))
            expect(callsOf("cancel")).toHaveLength(1)
            expect((await clerk().order(orderId)).status).toBe("canceled")
          },

          hookForgets: async () => {
            const http = new Http(url, recorder)
            const answer = await http.post("/hooks/payment/recording_recording", { eventId: "only-here" })
            expect(answer.status).toBe(200)
            const rows = (await dumpDatabase(db())).map(({ text }) => text).join("\n")
            expect(rows).not.toContain("only-here")
          },

          noComparison: async () => {
            const buyer = await shopper().readyToPay({}, provider)
            await container()
              .resolve<IPaymentModuleService>(Modules.PAYMENT)
              .updatePaymentSession({ id: buyer.sessionId, amount: 1, currency_code: "eur", data: {} })
            const { order: placed } = expectOk(await buyer.complete())
            expect(await clerk().order(placed?.id ?? "")).toMatchObject({ total: 24.99 })
            expect(await clerk().payment(placed?.id ?? "")).toMatchObject({ amount: 1 })
          },

          strangersCart: async () => {
            const stranger = await shopper().readyToPay({}, provider)
            recording().webhook = {
              action: "authorized",
              data: { session_id: "payses_that_is_gone", amount: 24.99 },
            }
            await new Http(url, recorder).post("/hooks/payment/recording_recording", {})
            await eventually(async () => {
              const { completed_at: completedAt } = (await db()("cart")
                .where({ id: stranger.cartId })
                .first("completed_at")) as { completed_at: Date | null }
              expect(completedAt).not.toBeNull()
            })
          },

          voidedAgain: async () => {
            const buyer = await shopper().readyToPay({}, provider)
            isHookThrowing = true
            await buyer.complete()
            expect(callsOf("cancel")).toHaveLength(1)
            isHookThrowing = false
            const { order: placed } = expectOk(await buyer.complete())
            expect((await clerk().payment(placed?.id ?? "")).canceled_at).not.toBeNull()
            expect(callsOf("authorize")).toHaveLength(1)
          },

          reversedTwice: async () => {
            recording().authorizesAs = "captured"
            isHookThrowing = true
            await (await shopper().readyToPay({}, provider)).complete()
            expect(callsOf("cancel")).toHaveLength(1)
            expect(callsOf("refund")).toHaveLength(1)
          },

          refundBooked: async () => {
            recording().authorizesAs = "captured"
            const orderId = await order()
            recording().failing = ["refund"]
            expectOk(await clerk().cancelOrder(orderId))
            expect((await clerk().payment(orderId)).refunds).toEqual([])
            const booked = (await db()("order_transaction").where({ order_id: orderId })) as {
              amount: string
            }[]
            expect(booked.map(({ amount }) => Number(amount)).sort()).toEqual([-24.99, 24.99])
          },
        })
      )
    },
  })
})
