import { randomUUID } from "node:crypto"
import { OK_CARD, OTHER_OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

xpaySuite("doubt", (store) => {
  const sim = () => store.simulator.control
  const paymentCalls = async () => (await sim().calls({ path: "/orders/3steps/payment" })).length
  const holds = async () => (await sim().ledger()).liveHolds.map(({ amount }) => amount)

  it.each(["execute-then-stall", "reset-after", "half-body", "garbage", "empty"] as const)(
    "makes the order, and charges once, when XPay executed the payment but its answer was lost (%s)",
    async (kind) => {
      const shopper = await store.shopper().readyToPay()
      await sim().addFault({ kind, path: "/orders/3steps/payment" })
      const returned = await shopper.pay(OK_CARD)
      expect(returned.outcome).toBe("paid")
      expect(await paymentCalls()).toBe(1)
      expect(await holds()).toEqual([2499])
    }
  )

  it("makes the order when a notification finds the payment out while its answer is still awaited", async () => {
    await sim().addFault({ kind: "execute-then-stall", path: "/orders/3steps/payment" })
    const shopper = await store.shopper().readyToPay()
    const returned = shopper.pay(OK_CARD)
    await eventually(async () => {
      expect(await store.db("xpay_attempt").select("state")).toEqual([{ state: "authorized" }])
    })
    expect((await returned).outcome).toBe("paid")
    expect(await paymentCalls()).toBe(1)
    expect(await holds()).toEqual([2499])
  })

  it("makes the order when XPay shows what it executed only after a while", async () => {
    await sim().setSwitches({ readLagMs: 800 })
    await sim().addFault({ kind: "reset-after", path: "/orders/3steps/payment" })
    const shopper = await store.shopper().readyToPay()
    expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
    expect(await paymentCalls()).toBe(1)
  })

  it("reads a 5xx as doubt, not as a refusal", async () => {
    await sim().addFault({ kind: "status", status: 502, executes: true, path: "/orders/3steps/payment" })
    const shopper = await store.shopper().readyToPay()
    expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
    expect(await paymentCalls()).toBe(1)
  })

  it("finds a decline whose answer was lost", async () => {
    await sim().addOutcome({ result: "DECLINED", declineCode: "116" })
    await sim().addFault({ kind: "reset-after", path: "/orders/3steps/payment" })
    const shopper = await store.shopper().readyToPay()
    expect((await shopper.pay(OK_CARD)).outcome).toBe("declined")
    expect((await shopper.payment()).message).toMatch(/not enough money/)
  })

  it("lets the shopper pay again, once, when XPay never executed the payment", async () => {
    const shopper = await store.shopper().readyToPay()
    await sim().addFault({ kind: "stall", path: "/orders/3steps/payment" })
    const first = await shopper.pay(OK_CARD)
    // The reads after the time-out took longer than the time after which XPay's response counts.
    expect(first.outcome).toBe("canceled")
    expect((await shopper.payment()).message).toMatch(/Nothing was charged. Please try again/)
    expect((await shopper.pay(OTHER_OK_CARD)).outcome).toBe("paid")
    expect(await holds()).toEqual([2499])
  })

  it("does not treat a MOTO payment that XPay still shows as running as not executed", async () => {
    const staff = new Staff(store.admin(), store.store)
    const { id, total } = await staff.draftOrder()
    await sim().setSwitches({ readLagMs: 12_000, readLagShows: "pending" })
    await sim().addFault({ kind: "execute-then-stall", path: "/orders/moto" })
    const requestKey = randomUUID()
    const sent = expectOk(await staff.takeCard(id, { request_key: requestKey, card: OK_CARD, amount: total }))
    expect(sent.outcome).toBe("unknown")
    await store.reconcile(1)
    expect(expectOk(await staff.form(requestKey)).outcome).toBe("unknown")
    await eventually(async () => {
      await store.reconcile(1)
      expect(expectOk(await staff.form(requestKey)).outcome).toBe("approved")
    }, 30_000)
    expect((await sim().calls({ path: "/orders/moto" })).length).toBe(1)
    expect(await holds()).toEqual([1999])
  }, 60_000)

  it("sends nothing again while XPay cannot say, and makes the order when it can", async () => {
    const shopper = await store.shopper().readyToPay()
    await sim().addFault({ kind: "execute-then-stall", path: "/orders/3steps/payment" })
    const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
    expect((await shopper.pay(OK_CARD)).outcome).toBe("verifying")
    expect((await shopper.payment()).message).toMatch(/do not pay again/)

    const again = expectOk(await shopper.submitCard(OTHER_OK_CARD))
    expect(again.challenge).toBeUndefined()
    expect(again.payment.status).toBe("verifying")
    expect((await shopper.complete()).body).toMatchObject({
      type: "cart",
      error: { message: expect.stringMatching(/do not pay again/) },
    })

    await sim().removeFault(blind.id)
    const resolved = expectOk(await shopper.submitCard(OTHER_OK_CARD))
    expect(resolved.payment).toMatchObject({ status: "paid", order_id: expect.stringMatching(/^order_/) })
    expect(await paymentCalls()).toBe(1)
    expect(await holds()).toEqual([2499])
  })

  it("voids a payment that went through after its cart had changed", async () => {
    const shopper = await store.shopper().readyToPay()
    await sim().addFault({ kind: "execute-then-stall", path: "/orders/3steps/payment" })
    const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
    expect((await shopper.pay(OK_CARD)).outcome).toBe("verifying")
    await sim().removeFault(blind.id)
    await shopper.addItem("TAZZA")
    expect(await holds()).toEqual([])
    expectOk(await shopper.openSession())
    expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
    expect(await holds()).toEqual([3449])
  })

  it("charges nothing when the start or the validation is lost, and starts afresh", async () => {
    const shopper = await store.shopper().readyToPay()
    for (const path of ["/orders/3steps/init", "/orders/3steps/validation"]) {
      for (const kind of ["execute-then-stall", "reset-before", "garbage"] as const) {
        await sim().addFault({ kind, path })
        const submitted = expectOk(await shopper.submitCard(OK_CARD))
        const outcome =
          submitted.challenge === undefined
            ? submitted.payment.status
            : (
                await shopper.passChallenge({
                  ...(await shopper.http.get("/health")),
                  body: submitted,
                } as never)
              ).outcome
        expect(outcome).toBe("declined")
        expect((await shopper.payment()).message).toMatch(/Nothing was charged/)
      }
    }
    expect(await paymentCalls()).toBe(0)
    expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
  })

  it("says that XPay cannot be reached, and that nothing was charged", async () => {
    const shopper = await store.shopper().readyToPay()
    await store.door.shut()
    const { payment } = expectOk(await shopper.submitCard(OK_CARD))
    await store.door.open()
    expect(payment).toMatchObject({
      status: "declined",
      message: expect.stringMatching(/cannot be reached.*Nothing was charged/),
    })
    expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
  })

  it("keeps echoed cards, keys and tokens out of logs, answers and tables", async () => {
    const shopper = await store.shopper().readyToPay()
    for (const path of ["/orders/3steps/init", "/orders/3steps/validation", "/orders/3steps/payment"]) {
      for (const status of [400, 500]) {
        await sim().addFault({ kind: "echo-request", status, path })
        const submitted = await shopper.submitCard(OK_CARD)
        if (submitted.body.challenge !== undefined) {
          await shopper.passChallenge(submitted)
        }
      }
    }
    // The audit after the test searches everywhere for them.
    expect(store.recorder.log()).toMatch(/XPay (refused|did not|answered|has not)/)
  })

  it.each([0, 1_000])(
    "books as captured what XPay took at once although it answered AUTHORIZED",
    async (readLagMs) => {
      await sim().setSwitches({ implicitAnswersAuthorized: "captured", readLagMs })
      const shopper = await store.shopper().readyToPay({}, "pp_xpay_automatic")
      const { orderId } = await shopper.pay(OK_CARD)
      expect(await new Clerk(store.admin()).order(orderId ?? "")).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 24.99 },
      })
    }
  )

  it("does not book as captured what XPay only holds although the capture was asked for at once", async () => {
    await sim().setSwitches({ implicitAnswersAuthorized: "uncaptured" })
    const shopper = await store.shopper().readyToPay({}, "pp_xpay_automatic")
    const { orderId } = await shopper.pay(OK_CARD)
    expect(await new Clerk(store.admin()).order(orderId ?? "")).toMatchObject({
      payment_status: "authorized",
      summary: { paid_total: 0 },
    })
  })

  it("never re-sends a payment on a connection that XPay closes at that moment", async () => {
    for (let round = 0; round < 3; round++) {
      await sim().addFault({ kind: "reset-before", path: "/orders/3steps/payment", onlyReusedSockets: true })
      const shopper = await store.shopper().readyToPay()
      await shopper.pay(OK_CARD)
      await sim().clearFaults()
    }
    const sent = await sim().calls({ path: "/orders/3steps/payment" })
    expect(sent).toHaveLength(3)
  })
})
