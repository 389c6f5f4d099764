import type { SwitchChanges } from "../../src/simulator/switches"
import { KO_CARD, OK_CARD, OTHER_OK_CARD, testedCard } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { itWhile } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

/** The simulator requires no challenge for it. */
const FRICTIONLESS_CARD = testedCard("4000000000010001")

const INIT = "/orders/2steps/init"
const PAYMENT = "/orders/2steps/payment"

/** In 2 steps XPay validates the challenge inside the payment call: one call does what takes two in 3 steps. */
xpaySuite("two-steps", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const shopper = async () => await store.shopper().readyToPay({}, "pp_xpay_twosteps")
  const payments = async () => (await sim().calls({ path: PAYMENT })).length
  const holds = async () => (await sim().ledger()).liveHolds.map(({ amount }) => amount)

  describe("a payment that does not come about", () => {
    it("says a decline, and can be paid with another card", async () => {
      const maria = await shopper()
      expect((await maria.pay(KO_CARD)).outcome).toBe("declined")
      expect(await maria.payment()).toMatchObject({ status: "declined", retry: "other_card" })
      expect((await maria.pay(OK_CARD)).outcome).toBe("paid")
      expect(await holds()).toEqual([2499])
    })

    it.each([
      ["116", /not enough money/],
      ["208", /Your bank declined/],
    ])("passes on what the issuer's code %s means", async (declineCode, message) => {
      await sim().addOutcome({ result: "DECLINED", declineCode })
      const maria = await shopper()
      expect((await maria.pay(OK_CARD)).outcome).toBe("declined")
      expect((await maria.payment()).message).toMatch(message)
    })

    it.each(["DENIED_BY_RISK", "FAILED"] as const)("ends well on %s", async (result) => {
      await sim().addOutcome({ result })
      const maria = await shopper()
      expect((await maria.pay(OK_CARD)).outcome).toBe("declined")
      expect((await maria.pay(OTHER_OK_CARD)).outcome).toBe("paid")
    })

    it.each([
      ["fails", "declined", /could not confirm that it is you/],
      ["abandoned", "canceled", /left the payment before it was finished/],
    ] as const)(
      "charges nothing when the challenge %s, and can be paid again",
      async (end, outcome, message) => {
        const maria = await shopper()
        expect((await maria.pay(OK_CARD, end)).outcome).toBe(outcome)
        expect((await maria.payment()).message).toMatch(message)
        expect(await holds()).toEqual([])
        expect((await maria.pay(OK_CARD)).outcome).toBe("paid")
      }
    )

    it("charges nothing when the start is lost", async () => {
      for (const kind of ["execute-then-stall", "reset-before", "garbage"] as const) {
        const maria = await shopper()
        await sim().addFault({ kind, path: INIT })
        expect(expectOk(await maria.submitCard(OK_CARD)).payment).toMatchObject({
          status: "declined",
          message: expect.stringMatching(/Nothing was charged/),
        })
      }
      expect(await payments()).toBe(0)
    })
  })

  describe("doubt", () => {
    it.each(["execute-then-stall", "reset-after", "half-body", "garbage", "empty"] as const)(
      "charges once when XPay executed the payment but its answer was lost (%s)",
      async (kind) => {
        const maria = await shopper()
        await sim().addFault({ kind, path: PAYMENT })
        expect((await maria.pay(OK_CARD)).outcome).toBe("paid")
        expect([await payments(), await holds()]).toEqual([1, [2499]])
      }
    )

    it.each([
      ["DECLINED", "succeeds", /not enough money/],
      ["THREEDS_FAILED", "fails", /could not confirm that it is you/],
    ] as const)("finds %s when its answer was lost", async (result, end, message) => {
      if (result === "DECLINED") {
        await sim().addOutcome({ result, declineCode: "116" })
      }
      await sim().addFault({ kind: "reset-after", path: PAYMENT })
      const maria = await shopper()
      expect((await maria.pay(OK_CARD, end)).outcome).toBe("declined")
      expect((await maria.payment()).message).toMatch(message)
    })

    it("lets the shopper pay again, once, when XPay never executed it", async () => {
      const maria = await shopper()
      await sim().addFault({ kind: "stall", path: PAYMENT })
      expect((await maria.pay(OK_CARD)).outcome).toBe("canceled")
      expect((await maria.pay(OTHER_OK_CARD)).outcome).toBe("paid")
      expect(await holds()).toEqual([2499])
    })

    it("sends nothing again while XPay cannot say, and makes the order when it can", async () => {
      const maria = await shopper()
      await sim().addFault({ kind: "execute-then-stall", path: PAYMENT })
      const blind = await sim().addFault({ kind: "status", method: "GET", times: "always" })
      expect((await maria.pay(OK_CARD)).outcome).toBe("verifying")
      expect(expectOk(await maria.submitCard(OTHER_OK_CARD)).payment.status).toBe("verifying")
      await sim().removeFault(blind.id)
      await store.reconcile(1)
      expect((await maria.payment()).status).toBe("paid")
      expect([await payments(), await holds()]).toEqual([1, [2499]])
    })
  })

  describe("who bears a fraud", () => {
    const proof = async (xpayPath: SwitchChanges, number: string, provider: string) => {
      await sim().setSwitches(xpayPath)
      const maria = await store.shopper().readyToPay({}, provider)
      const submitted = await maria.submitCard(testedCard(number))
      if (expectOk(submitted).challenge !== undefined) {
        expect((await maria.passChallenge(submitted)).outcome).toBe("paid")
      }
      const [{ id }] = (await store.db("xpay_attempt")) as [{ id: string }]
      const detail = expectOk(
        await store.admin().get<{ payment: { three_ds: object | null } }>(`/admin/xpay/payments/${id}`)
      )
      return detail.payment.three_ds
    }

    it.each([
      ["4509034543615006", "05", "issuer"],
      ["5100990817896004", "02", "issuer"],
      ["4000000000030009", "06", "issuer"],
    ])("is shown by the ECI in 3 steps (%s: ECI %s, %s)", async (number, eci, liability) => {
      expect(await proof({}, number, "pp_xpay_xpay")).toMatchObject({ eci, liability })
    })

    it("is shown by XPay's own field in 2 steps, which have no ECI", async () => {
      expect(await proof({ threeDSInOperations: true }, OK_CARD.number, "pp_xpay_twosteps")).toMatchObject({
        eci: null,
        status: "FULL_SECURE",
        liability: "issuer",
      })
    })

    it("is not claimed where XPay says nothing", async () => {
      expect(await proof({}, OK_CARD.number, "pp_xpay_twosteps")).toBeNull()
    })

    it("is not claimed when the authentication was only attempted and XPay gives no ECI", async () => {
      expect(await proof({ threeDSInOperations: true }, "4000000000030009", "pp_xpay_twosteps")).toBeNull()
    })

    it("is not lost with the answer of the payment", async () => {
      await sim().addFault({ kind: "reset-after", path: "/orders/3steps/payment" })
      expect(await proof({ threeDSInOperations: true }, OK_CARD.number, "pp_xpay_xpay")).toMatchObject({
        eci: "05",
        liability: "issuer",
      })
    })

    it("is not lost with the answer of the payment in 2 steps: the operation says it", async () => {
      await sim().addFault({ kind: "reset-after", path: PAYMENT })
      expect(await proof({ threeDSInOperations: true }, OK_CARD.number, "pp_xpay_twosteps")).toMatchObject({
        eci: null,
        status: "FULL_SECURE",
        liability: "issuer",
      })
      expect(await payments()).toBe(1)
    })

    it("is not claimed when the answer of the payment in 2 steps was lost and XPay says nothing", async () => {
      await sim().addFault({ kind: "execute-then-stall", path: PAYMENT })
      expect(await proof({}, OK_CARD.number, "pp_xpay_twosteps")).toBeNull()
    })
  })

  itWhile("Init of a payment without challenge is THREEDS_VALIDATED.").each([{}, { frictionlessUrl: true }])(
    "is paid without a challenge where the issuer asks for none (%o)",
    async (switches) => {
      await sim().setSwitches(switches)
      const maria = await shopper()
      const submitted = expectOk(await maria.submitCard(FRICTIONLESS_CARD))
      expect(submitted.challenge).toBeUndefined()
      expect(await maria.payment()).toMatchObject({ status: "paid" })
      expect([await payments(), await holds()]).toEqual([1, [2499]])
    }
  )

  it.each<SwitchChanges>([
    { frictionlessInit: "PENDING" },
    { frictionlessInit: "PENDING", frictionlessUrl: true },
    { frictionlessInit: "PENDING", challengeReturnMethod: "GET" },
  ])("is paid where the issuer's page sends the shopper straight back (%o)", async (switches) => {
    await sim().setSwitches(switches)
    const maria = await shopper()
    const submitted = await maria.submitCard(FRICTIONLESS_CARD)
    expect(expectOk(submitted).challenge).toBeDefined()
    expect((await maria.passChallenge(submitted)).outcome).toBe("paid")
    expect([await payments(), await holds()]).toEqual([1, [2499]])
  })

  itWhile("Init of a payment without challenge is THREEDS_VALIDATED.")(
    "is paid once without a challenge although the answer of the payment was lost",
    async () => {
      await sim().addFault({ kind: "reset-after", path: PAYMENT })
      const maria = await shopper()
      expectOk(await maria.submitCard(FRICTIONLESS_CARD))
      expect(await maria.payment()).toMatchObject({ status: "paid" })
      expect([await payments(), await holds()]).toEqual([1, [2499]])
    }
  )

  it("captures, refunds and voids as in 3 steps", async () => {
    const { orderId } = await (await shopper()).pay(OK_CARD)
    expectOk(await clerk().capture(orderId!, 20))
    expectOk(await clerk().refund(orderId!, 5))
    const other = await (await shopper()).pay(OK_CARD)
    expectOk(await clerk().cancelOrder(other.orderId!))
    expect((await sim().ledger()).orders.map(({ totals }) => totals)).toMatchObject([
      { captured: 2000, refunded: 500 },
      { captured: 0, voided: 2499, liveHold: 0 },
    ])
  })
})
