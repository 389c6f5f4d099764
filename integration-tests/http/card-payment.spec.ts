import { randomBytes } from "node:crypto"
import getPort from "get-port"
import { closeTerminals } from "../../src/engine/terminal/terminal"
import type { SwitchChanges } from "../../src/simulator/switches"
import { comeBack, walkChallenge } from "../harness/browser-walk"
import { KO_CARD, OK_CARD, OTHER_OK_CARD, testedCard } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { expectOk, readReturn } from "../harness/shopper"
import { withOptions } from "../harness/with-options"
import { eventually, xpaySuite } from "../harness/xpay-suite"

const VALIDATION = "/orders/3steps/validation"

/** Longer than Medusa takes to create an order. */
const SLOW_MS = 2_500

xpaySuite("card-payment", (store) => {
  const clerk = () => new Clerk(store.admin())
  const paths = async () =>
    (await store.simulator.control.calls()).map(({ method, path }) => `${method} ${path}`)
  const theOrder = async () => {
    const { orders } = await store.simulator.control.ledger()
    expect(orders).toHaveLength(1)
    return orders[0] as NonNullable<(typeof orders)[0]>
  }

  describe("a card through the challenge", () => {
    it("places the order, with exactly three calls and none while browsing", async () => {
      const shopper = await store.shopper().readyToPay()
      await shopper.addItem("TAZZA")
      expectOk(await shopper.openSession())
      expect(await paths()).toEqual([])

      const returned = await shopper.pay(OK_CARD)

      expect(returned).toMatchObject({ status: 303, outcome: "paid" })
      expect(returned.location?.origin).toBe("http://localhost:8000")
      expect(await paths()).toEqual([
        "POST /orders/3steps/init",
        "POST /orders/3steps/validation",
        "POST /orders/3steps/payment",
      ])
      expect(await shopper.payment()).toMatchObject({
        status: "paid",
        order_id: returned.orderId,
        amount: "3449",
        currency_code: "eur",
        card: { circuit: "VISA", last4: "5006" },
      })
      const order = await clerk().order(returned.orderId!)
      expect(order).toMatchObject({ payment_status: "authorized", total: 34.49, summary: { paid_total: 0 } })
      expect((await theOrder()).totals).toMatchObject({ authorized: 3449, captured: 0, liveHold: 3449 })
    })

    it("is validated by XPay while Medusa prepares the order", async () => {
      const shopper = await store.shopper().readyToPay()
      const back = await walkChallenge(expectOk(await shopper.submitCard(OK_CARD)).challenge!, "succeeds")
      await store.simulator.control.addFault({ kind: "delay", ms: SLOW_MS, path: VALIDATION })
      const start = Date.now()
      expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("paid")
      const [{ created_at: createdAt }] = await store.db("order")
      expect((createdAt as Date).getTime() - start).toBeLessThan(SLOW_MS)
      expect(Date.now() - start).toBeGreaterThanOrEqual(SLOW_MS)
      expect((await theOrder()).totals).toMatchObject({ liveHold: 2499 })
    })

    it("is validated once, although the browser comes back twice", async () => {
      const shopper = await store.shopper().readyToPay()
      const back = await walkChallenge(expectOk(await shopper.submitCard(OK_CARD)).challenge!, "succeeds")
      await Promise.all([comeBack(shopper.http, back), comeBack(shopper.http, back)])
      await eventually(async () => expect((await shopper.payment()).status).toBe("paid"))
      expect(await store.simulator.control.calls({ path: VALIDATION })).toHaveLength(1)
      expect((await theOrder()).totals).toMatchObject({ liveHold: 2499 })
    })

    it("in a frame, places the order and notifies the storefront's page, which stays", async () => {
      const shopper = await store.shopper().readyToPay()
      const { challenge } = expectOk(await shopper.submitCard(OK_CARD, { challenge: "frame" }))
      const back = await comeBack(shopper.http, await walkChallenge(challenge!, "succeeds"))

      expect(back.status).toBe(200)
      expect(back.headers.get("content-type")).toContain("text/html")
      expect(back.headers.get("cache-control")).toBe("no-store")
      expect(back.headers.get("referrer-policy")).toBe("no-referrer")
      expect(back.headers.get("content-security-policy")).toMatch(/^default-src 'none';.*script-src 'nonce-/)
      expect(back.text).toContain('parent.postMessage("xpay:returned", origin)')
      // For a bank page that breaks out of frames, and for browsers without scripts.
      expect(back.text).toMatch(
        /<a href="http:\/\/localhost:8000\/?\?xpay_payment_session=payses_[^"]*xpay_status=paid&amp;order_id=order_/
      )
      const paid = await shopper.payment()
      expect(paid).toMatchObject({ status: "paid", order_id: expect.stringMatching(/^order_/) })
      expect((await theOrder()).totals).toMatchObject({ authorized: 2499 })
    })

    it("in a frame, answers an address that was never given out like any other", async () => {
      const answer = await store.strangerHttp().get(`/xpay/return/${"x".repeat(43)}/frame`)
      expect(answer.status).toBe(404)
      expect(answer.text).not.toContain("postMessage")
    })

    it("keeps only masked facts in what Medusa stores and shows", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId } = await shopper.pay(OK_CARD)
      const { data } = await clerk().payment(orderId!)
      expect(data).toEqual({
        session_id: shopper.sessionId,
        channel: "card",
        attempt_id: expect.stringMatching(/^xpatt_/),
        xpay_order_id: expect.stringMatching(/^M[0-9A-Z]{17}$/),
        card: {
          circuit: "VISA",
          last4: "5006",
          expiry: expect.stringMatching(/^20\d{4}$/),
          country: "IT",
          type: "MONETA",
        },
      })
    })

    it("takes the money at once where the terminal entry says so", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay_automatic")
      const { orderId } = await shopper.pay(OK_CARD)
      const order = await clerk().order(orderId!)
      expect(order).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 24.99, pending_difference: 0 },
      })
      expect((await theOrder()).totals).toMatchObject({ authorized: 2499, captured: 2499, liveHold: 0 })
    })

    it("works in two steps", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay_twosteps")
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      expect(await paths()).toEqual(["POST /orders/2steps/init", "POST /orders/2steps/payment"])
    })

    it("works on a terminal that always takes the money at once", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay_implicit")
      const { orderId } = await shopper.pay(OK_CARD)
      expect(await clerk().order(orderId!)).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 24.99 },
      })
    })

    it("shows the merchant, not the shopper, that such a terminal is declared wrongly", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay_misdeclared")
      const returned = await shopper.pay(OK_CARD)
      expect(returned.outcome).toBe("declined")
      expect((await shopper.payment()).message).toBe(
        "The payment service did not accept this payment. Nothing was charged. Please contact the shop."
      )
      expect(store.recorder.log()).toMatch(
        /(captureType|without a reason).*set `accounting: .*implicit.* and `capture: .*automatic/
      )
    })

    it.each([
      ["jpy", 3300, "3300"],
      ["kwd", 8.625, "8625"],
    ])("charges the right minor units in %s", async (currency, total, minor) => {
      const shopper = await store.shopper().readyToPay({ currency })
      expect(shopper.total).toBe(total)
      const { orderId } = await shopper.pay(OK_CARD)
      expect(await theOrder()).toMatchObject({ amount: Number(minor), currency: currency.toUpperCase() })
      expectOk(await clerk().capture(orderId!))
      expect((await theOrder()).totals.captured).toBe(Number(minor))
    })

    it.each(["GET", "POST"] as const)(
      "comes back by %s, cross-site and without cookies",
      async (challengeReturnMethod) => {
        await store.simulator.control.setSwitches({ challengeReturnMethod, paResForm: "opaque" })
        const shopper = await store.shopper().readyToPay()
        expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      }
    )

    it.each<SwitchChanges>([
      {},
      { secondValidation: "refused" },
      { secondValidation: "refused", frictionlessUrl: true },
    ])("needs no challenge where the issuer wants none: %j", async (switches) => {
      await store.simulator.control.setSwitches(switches)
      await store.simulator.control.addOutcome({ moment: "init", result: "THREEDS_VALIDATED" })
      const shopper = await store.shopper().readyToPay()
      const { payment, challenge } = expectOk(await shopper.submitCard(OK_CARD))
      expect(challenge).toBeUndefined()
      expect(payment).toMatchObject({ status: "paid", order_id: expect.stringMatching(/^order_/) })
    })
  })

  it.each(["4000000000010001", "4000000000020000"])(
    "is made where the issuer's page asks for nothing and sends the shopper straight back: card %s",
    async (number) => {
      await store.simulator.control.setSwitches({ frictionlessInit: "PENDING", notEnrolledCard: "ENROLLED" })
      const shopper = await store.shopper().readyToPay()
      const submitted = await shopper.submitCard(testedCard(number))
      expect(expectOk(submitted).challenge).toBeDefined()
      expect((await shopper.passChallenge(submitted)).outcome).toBe("paid")
    }
  )

  describe("a payment that does not come about", () => {
    it("says a decline clearly and leaves the cart payable, with a fresh XPay order", async () => {
      const shopper = await store.shopper().readyToPay()
      const declined = await shopper.pay(KO_CARD)
      expect(declined).toMatchObject({ status: 303, outcome: "declined", orderId: undefined })
      expect(await shopper.payment()).toMatchObject({
        status: "declined",
        retry: "other_card",
        message: expect.stringContaining("Nothing was charged"),
      })
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      const { orders } = await store.simulator.control.ledger()
      expect(orders.map(({ totals }) => totals.authorized)).toEqual([0, 2499])
    })

    it("speaks the shopper's language", async () => {
      const shopper = await store.shopper().readyToPay()
      await shopper.passChallenge(await shopper.submitCard(KO_CARD, { locale: "it-IT" }))
      expect((await shopper.payment()).message).toContain("Non è stato addebitato nulla")
    })

    it.each([
      ["116", "insufficient_funds", /not enough money/],
      ["208", "card_blocked", /Your bank declined/],
    ])("passes on what the issuer's code %s means", async (declineCode, _reason, message) => {
      await store.simulator.control.addOutcome({ result: "DECLINED", declineCode })
      const shopper = await store.shopper().readyToPay()
      expect((await shopper.pay(OK_CARD)).outcome).toBe("declined")
      expect((await shopper.payment()).message).toMatch(message)
    })

    it.each(["DENIED_BY_RISK", "FAILED"] as const)("ends well on %s", async (result) => {
      await store.simulator.control.addOutcome({ result })
      const shopper = await store.shopper().readyToPay()
      expect((await shopper.pay(OK_CARD)).outcome).toBe("declined")
      expect((await shopper.pay(OTHER_OK_CARD)).outcome).toBe("paid")
    })

    it.each([
      ["fails", "declined", /could not confirm that it is you/],
      ["abandoned", "canceled", /left the payment before it was finished/],
    ] as const)(
      "charges nothing when the challenge %s, and can be paid again",
      async (end, outcome, message) => {
        const shopper = await store.shopper().readyToPay()
        expect(await shopper.pay(OK_CARD, end)).toMatchObject({ status: 303, outcome, orderId: undefined })
        expect((await shopper.payment()).message).toMatch(message)
        expect((await theOrder()).totals.authorized).toBe(0)
        expect(await paths()).not.toContain("POST /orders/3steps/payment")
        expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      }
    )

    it("never charges the old amount after the cart changed under the challenge", async () => {
      const shopper = await store.shopper().readyToPay()
      const submitted = await shopper.submitCard(OK_CARD)
      await shopper.addItem("TAZZA")

      expect(await shopper.passChallenge(submitted)).toMatchObject({
        outcome: "canceled",
        orderId: undefined,
      })
      expect((await shopper.payment()).message).toMatch(/cart has changed/)
      expect(await paths()).toEqual(["POST /orders/3steps/init"])

      expectOk(await shopper.openSession())
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      expect((await store.simulator.control.ledger()).liveHolds).toMatchObject([{ amount: 3449 }])
    })

    it("charges nothing and says so when the vault cannot be reached, and takes the card when it can", async () => {
      const shopper = await store.shopper().readyToPay()
      const vault = {
        redisUrl: `redis://127.0.0.1:${await getPort()}`,
        key: randomBytes(32).toString("base64"),
      }
      await withOptions(store.container(), { vault }, async () => {
        expect(expectOk(await shopper.submitCard(OK_CARD, { locale: "en" })).payment).toMatchObject({
          status: "declined",
          message: expect.stringMatching(/nothing was charged/i),
        })
      })
      expect(await store.db("xpay_attempt").select("state", "failure")).toEqual([
        { state: "failed", failure: "unavailable" },
      ])
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
    })

    it("asks for the card again when it is gone, for example after a restart", async () => {
      const shopper = await store.shopper().readyToPay()
      const submitted = await shopper.submitCard(OK_CARD)
      await closeTerminals()
      expect((await shopper.passChallenge(submitted)).outcome).toBe("canceled")
      expect((await shopper.payment()).message).toMatch(/enter your card again/)
      // The validation, which moves no money, begins before the card is read.
      expect(await paths()).toEqual(["POST /orders/3steps/init", "POST /orders/3steps/validation"])
    })

    it("lets the money go when the order cannot be placed after all", async () => {
      const shopper = await store.shopper().readyToPay()
      const submitted = await shopper.submitCard(OK_CARD)
      await store
        .db("inventory_level")
        .update({ stocked_quantity: 0, raw_stocked_quantity: { value: "0", precision: 20 } })
      const returned = await shopper.passChallenge(submitted)
      expect(returned).toMatchObject({ outcome: "canceled", orderId: undefined })
      expect((await shopper.payment()).message).toMatch(/order could not be placed/)
      expect((await theOrder()).totals.authorized).toBe(0)
    })
  })

  describe("a shopper who does things twice, or leaves", () => {
    it("still gets the order when the browser is closed right after the return", async () => {
      const shopper = await store.shopper().readyToPay()
      const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
      const back = await walkChallenge(challenge!, "succeeds")
      await store.simulator.control.addFault({ kind: "delay", ms: 500, path: "/orders/3steps/payment" })
      const closed = new AbortController()
      const request = fetch(back.url, {
        method: back.method,
        ...(back.method === "GET" ? {} : { body: new URLSearchParams(back.fields) }),
        redirect: "manual",
        signal: closed.signal,
      })
      await eventually(async () => expect(await paths()).toContain("POST /orders/3steps/validation"))
      closed.abort()
      await expect(request).rejects.toThrow()

      await eventually(async () =>
        expect(await shopper.payment()).toMatchObject({
          status: "paid",
          order_id: expect.stringMatching(/^order_/),
        })
      )
    })

    it("authorizes once when Pay is pressed twice", async () => {
      const shopper = await store.shopper().readyToPay()
      const answers = await Promise.all([shopper.submitCard(OK_CARD), shopper.submitCard(OK_CARD)])
      const open = answers.filter(({ body }) => body.challenge !== undefined)
      const outcomes = []
      for (const answer of open) {
        outcomes.push((await shopper.passChallenge(answer)).outcome)
      }
      expect(outcomes.filter((outcome) => outcome === "paid")).toHaveLength(1)
      const { orders } = await store.simulator.control.ledger()
      expect(orders.filter(({ totals }) => totals.authorized > 0)).toHaveLength(1)
    })

    it("authorizes once in two tabs, whichever comes back first", async () => {
      const first = await store.shopper().readyToPay()
      const firstTab = await first.submitCard(OK_CARD)
      const secondTab = await first.submitCard(OTHER_OK_CARD)
      const [one, two] = await Promise.all([first.passChallenge(firstTab), first.passChallenge(secondTab)])
      expect([one.outcome, two.outcome].sort()).toEqual(["canceled", "paid"])
      const { orders } = await store.simulator.control.ledger()
      expect(orders.filter(({ totals }) => totals.authorized > 0)).toHaveLength(1)
    })

    it("authorizes once when a second tab opens a session of its own", async () => {
      const shopper = await store.shopper().readyToPay()
      const firstTab = await shopper.submitCard(OK_CARD)
      expectOk(await shopper.openSession())
      const secondTab = await shopper.submitCard(OTHER_OK_CARD)
      expect((await shopper.passChallenge(firstTab)).outcome).toBe("canceled")
      expect((await shopper.passChallenge(secondTab)).outcome).toBe("paid")
    })

    it("gives the same order to a storefront that completes the cart as well", async () => {
      const shopper = await store.shopper().readyToPay()
      const { orderId } = await shopper.pay(OK_CARD)
      expect((await shopper.complete()).body).toMatchObject({ type: "order", order: { id: orderId } })
      expect(await paths()).toHaveLength(3)
    })

    it("answers a completion without a card with what is missing", async () => {
      const shopper = await store.shopper().readyToPay()
      expect((await shopper.complete()).body).toMatchObject({
        type: "cart",
        error: { type: "payment_requires_more_error", message: "Inserisci i dati della carta per pagare." },
      })
      const submitted = await shopper.submitCard(OK_CARD)
      expect((await shopper.complete()).body).toMatchObject({
        type: "cart",
        error: {
          type: "payment_requires_more_error",
          message: expect.stringMatching(/bank's check is not finished/),
        },
      })
      expect((await shopper.passChallenge(submitted)).outcome).toBe("paid")
    })
  })
})
