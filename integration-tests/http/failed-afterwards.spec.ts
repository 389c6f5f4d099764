import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { readsCatchUp } from "../harness/flipped"
import { eventually } from "../harness/eventually"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

const RESULTS = ["FAILED", "DECLINED", "CANCELED"] as const

/**
 * XPay responds 200 with an id to every capture, refund and void. The result appears later: usually at once, sometimes
 * after a while as PENDING. It may still fail, even after it was shown as executed.
 */
xpaySuite("failed-afterwards", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const theOrder = async () => (await sim().ledger()).orders.at(-1)!
  const pending = async (moment: "capture" | "refund" | "void") =>
    await sim().addOutcome({ moment, result: "PENDING" })
  const open = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind)
  const told = async () =>
    (await store.incidents()).filter(({ kind }) => kind === "movement_failed").map(({ detail }) => detail)
  const failure = (movement: "capture" | "refund" | "void", minor: string, result: string) => ({
    ...{ code: "movement_failed", movement, result },
    amount: { minor, currency: "EUR" },
    xpayOrderId: expect.any(String),
  })

  async function paid(provider = "pp_xpay_xpay"): Promise<string> {
    const { orderId } = await (await store.shopper().readyToPay({}, provider)).pay(OK_CARD)
    return orderId!
  }

  /** XPay changes the result of its newest operation, as after the late response of a slow acquirer. */
  async function fails(result: (typeof RESULTS)[number]): Promise<void> {
    const { operations } = await theOrder()
    const { id: operationId, result: shown } = operations.at(-1)!
    await (shown === "PENDING"
      ? sim().conclude({ operationId, result })
      : sim().overturn({ operationId, result }))
  }

  /**
   * Voided by the job, or by the subscriber to the cancellation if it still runs; then at one of the job's next runs.
   */
  async function isVoidedAfterAll(): Promise<void> {
    await eventually(async () => {
      await store.reconcile(2)
      expect((await theOrder()).totals).toMatchObject({ liveHold: 0, captured: 0 })
    })
  }

  describe.each(RESULTS)("%s, after it was shown as made", (result) => {
    it("a capture: nothing is captured in Medusa any more, and it can be captured again", async () => {
      const orderId = await paid()
      expectOk(await clerk().capture(orderId))
      await fails(result)
      await store.letPass(2)
      await store.reconcile(2)
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "authorized",
        summary: { paid_total: 0, pending_difference: 24.99 },
      })
      expect((await clerk().payment(orderId)).captures).toEqual([])
      expect([await open(), await told()]).toEqual([
        ["movement_failed"],
        [failure("capture", "2499", result)],
      ])

      expectOk(await clerk().capture(orderId))
      expect((await theOrder()).totals.captured).toBe(2499)
      expect((await clerk().order(orderId)).payment_status).toBe("captured")
      await store.reconcile(2)
      expect(await open()).toEqual([])
    })

    it("a refund of a part: the other stays, and it can be refunded again", async () => {
      const orderId = await paid("pp_xpay_automatic")
      expectOk(await clerk().refund(orderId, 5))
      expectOk(await clerk().refund(orderId, 7))
      await fails(result)
      await store.letPass(2)
      await store.reconcile(2)
      expect((await clerk().payment(orderId)).refunds).toMatchObject([{ amount: 5 }])
      expect((await clerk().order(orderId)).summary).toMatchObject({ paid_total: 24.99, refunded_total: 5 })
      expect(await told()).toEqual([failure("refund", "700", result)])

      expectOk(await clerk().refund(orderId, 7))
      expect((await theOrder()).totals.refunded).toBe(1200)
      await store.reconcile(2)
      expect(await open()).toEqual([])
    })

    it("a void of a canceled order: the hold is voided after all", async () => {
      const orderId = await paid()
      expectOk(await clerk().cancelOrder(orderId))
      await fails(result)
      expect((await theOrder()).totals.liveHold).toBe(2499)
      await store.letPass(2)
      await isVoidedAfterAll()
      expect((await clerk().order(orderId)).status).toBe("canceled")
      expect((await clerk().payment(orderId)).canceled_at).not.toBeNull()
      expect(await told()).toEqual([failure("void", "2499", result)])
      await store.reconcile(2)
      expect(await open()).toEqual([])
    })
  })

  describe.each(RESULTS)("%s, after it was shown as pending", (result) => {
    it("a capture: Medusa never counts it, an incident is raised, and it can be captured again", async () => {
      const orderId = await paid()
      await pending("capture")
      expect((await clerk().capture(orderId)).status).toBe(500)
      await fails(result)
      await store.reconcile(1)
      expect((await clerk().payment(orderId)).captures).toEqual([])
      expect(await told()).toEqual([failure("capture", "2499", result)])
      expectOk(await clerk().capture(orderId))
      expect((await theOrder()).totals.captured).toBe(2499)
    })

    it("a refund: Medusa never counts it, an incident is raised, and it can be refunded again", async () => {
      const orderId = await paid("pp_xpay_automatic")
      await pending("refund")
      expect((await clerk().refund(orderId, 5)).status).toBe(500)
      await fails(result)
      await store.reconcile(1)
      expect((await clerk().payment(orderId)).refunds).toEqual([])
      expect(await told()).toEqual([failure("refund", "500", result)])
      expectOk(await clerk().refund(orderId, 5))
      expect((await theOrder()).totals.refunded).toBe(500)
    })

    it("a void of a canceled order: the hold is voided after all", async () => {
      const orderId = await paid()
      await pending("void")
      await clerk().cancelOrder(orderId)
      await fails(result)
      await isVoidedAfterAll()
      expect(await told()).toEqual([failure("void", "2499", result)])
    })
  })

  it("is found by whoever queries XPay now, on the payment's page", async () => {
    const orderId = await paid()
    expectOk(await clerk().capture(orderId))
    await fails("FAILED")
    await readsCatchUp()
    const [{ id }] = (await store.db("xpay_attempt")) as [{ id: string }]
    const { payment } = expectOk(await staff().move(id, "sync"))
    expect(payment).toMatchObject({ state: "authorized", captured: 0 })
    expect((await clerk().order(orderId)).payment_status).toBe("authorized")
  })

  it("is found when XPay lists the order as changed, long after it was looked at for the last time", async () => {
    await store.reconcile(0)
    const orderId = await paid()
    expectOk(await clerk().cancelOrder(orderId))
    await store.letPass(2)
    await store.reconcile(2)
    await store.reconcile(2)
    expect((await store.db("xpay_attempt").first()).next_check_at).toBeNull()
    await fails("FAILED")
    await store.reconcile(0)
    await store.reconcile(0)
    expect((await theOrder()).totals.liveHold).toBe(0)
  })

  it("does not treat a canceled capture as a failed one", async () => {
    const orderId = await paid()
    expectOk(await clerk().capture(orderId))
    const [{ id }] = (await store.db("xpay_attempt")) as [{ id: string }]
    expectOk(await staff().move(id, "cancel-capture"))
    const capture = (await theOrder()).operations.find(({ type }) => type === "CAPTURE")!
    await sim().overturn({ operationId: capture.id, result: "CANCELED" })
    await store.letPass(2)
    await store.reconcile(2)
    expect(await told()).toEqual([])
    expect((await theOrder()).totals).toMatchObject({ captured: 0, liveHold: 0 })
  })
})
