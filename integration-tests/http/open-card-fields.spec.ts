import { randomUUID } from "node:crypto"
import { FieldsShopper } from "../harness/card-fields"
import { KO_CARD, UNSEEN_CARD } from "../harness/cards"
import { expectOk } from "../harness/shopper"
import { EXPLICIT_KEY } from "../harness/terminals"
import { withOptions } from "../harness/with-options"
import { xpaySuite } from "../harness/xpay-suite"
import { fieldsPayer } from "./support/fields-payer"

const PROVIDER = "pp_xpay-fields_xpay"
/** How many openings count as one attempt. */
const OPENINGS_PER_TRY = 10

xpaySuite("open-card-fields", (store) => {
  const { readyToPay, states } = fieldsPayer(store)
  const sim = () => store.simulator.control
  const calls = async () => (await sim().calls()).map(({ method, path }) => `${method} ${path.split("?")[0]}`)
  const finalized = async () => (await calls()).filter((call) => call.endsWith("/finalize_payment")).length

  describe("fields", () => {
    it("whose time is over want the card again", async () => {
      const fields = await readyToPay()
      const id = await fields.enter(await fields.open(), UNSEEN_CARD)
      await sim().setSwitches({ buildSessionMinutes: 0.1 })
      await sim().advanceClock(60_000)
      expect((await fields.confirm(id)).body.payment).toMatchObject({
        status: "canceled",
        message: expect.stringMatching(/enter your card again/),
      })
      expect(await finalized()).toBe(0)
    })

    it("whose fingerprint fails for good end before anybody finalizes", async () => {
      await sim().setSwitches({ fingerprint: "KO" })
      const fields = await readyToPay()
      const id = await fields.enter(await fields.open())
      expect((await fields.confirm(id)).body.payment.status).toBe("declined")
      expect(await finalized()).toBe(0)
      expect(await states()).toEqual(["authentication_failed"])
    })

    it("that were only looked at are no payment: not for the shopper, not for the staff, not for Medusa", async () => {
      const fields = await readyToPay()
      const opened = await fields.open()
      const { http, sessionId, cartId } = fields.shopper
      expect(await http.get(`/store/xpay/payment-sessions/${sessionId}?cart_id=${cartId}`)).toMatchObject({
        status: 404,
        body: { code: "payment_not_found" },
      })
      expect((await store.admin().get<{ count: number }>("/admin/xpay/payments")).body.count).toBe(0)
      expect((await fields.shopper.complete()).body).toMatchObject({
        type: "cart",
        error: { message: expect.stringMatching(/carta|card/) },
      })
      // XPay is not queried about them, and after some time they are abandoned.
      const before = (await calls()).length
      await store.letPass(30)
      await store.reconcile(0)
      expect(await states()).toEqual(["abandoned"])
      expect((await calls()).length).toBe(before)
      expect(opened.status).toBe(200)
    })

    it("are refused when one cart opens very many in a row; what was only looked at keeps nobody from paying", async () => {
      await withOptions(store.container(), { cardTesting: { perCart: 1 } }, async () => {
        const fields = await readyToPay()
        for (let count = 0; count < OPENINGS_PER_TRY; count++) {
          expectOk(await fields.open())
        }
        expect(await fields.open()).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
        expectOk(await fields.shopper.openSession("pp_xpay-paypal_xpay"))
        expect((await fields.shopper.payOnPage("PAYPAL")).outcome).toBe("paid")
      })
    })

    it("that were opened before the terminal met its limit are not confirmed after it", async () => {
      await withOptions(store.container(), { cardTesting: { perTerminal: 1 } }, async () => {
        const early = await readyToPay()
        const id = await early.enter(await early.open(), UNSEEN_CARD)
        const tester = await readyToPay()
        expect((await tester.passBank(await tester.submit(KO_CARD))).outcome).toBe("declined")
        expect(await early.confirm(id)).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
        expect(await finalized()).toBe(1)
        expect(await states()).toEqual(["created", "declined"])
      })
      // Closes the incident.
      await store.reconcile(1)
    })

    it("are a try from when they are confirmed, however long before they were opened", async () => {
      await withOptions(
        store.container(),
        { cardTesting: { perTerminal: 1, windowMinutes: 10 } },
        async () => {
          const [early, late] = [await readyToPay(), await readyToPay()]
          const id = await early.enter(await early.open(), KO_CARD)
          const other = await late.enter(await late.open(), UNSEEN_CARD)
          await store.letPass(15)
          expect((await early.passBank(await early.confirm(id))).outcome).toBe("declined")
          expect(await late.confirm(other)).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
          expect(await finalized()).toBe(1)
        }
      )
      await store.reconcile(1)
    })

    it("that one address has opened on many carts are confirmed as often as it may try", async () => {
      await withOptions(store.container(), { cardTesting: { perAddress: 1 } }, async () => {
        const [first, second] = [await readyToPay(), await readyToPay()]
        const id = await first.enter(await first.open(), KO_CARD)
        const other = await second.enter(await second.open(), UNSEEN_CARD)
        expect((await first.passBank(await first.confirm(id))).outcome).toBe("declined")
        expect(await second.confirm(other)).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
        expect(await finalized()).toBe(1)
      })
      await store.reconcile(1)
    })

    it("that XPay has closed want the card again, and nothing is sent", async () => {
      const fields = await readyToPay()
      const opened = await fields.open()
      const id = await fields.enter(opened, UNSEEN_CARD)
      const frame = new URL(opened.body.card_fields?.fields[0]?.src ?? "")
      const closed = await fetch(`${store.simulator.apiUrl}/build/cancel`, {
        method: "POST",
        headers: {
          "X-Api-Key": EXPLICIT_KEY,
          "Correlation-Id": randomUUID(),
          "content-type": "application/json",
        },
        body: JSON.stringify({ sessionId: frame.searchParams.get("sessionid") }),
      })
      expect(closed.status).toBe(200)
      expect((await fields.confirm(id)).body.payment).toMatchObject({
        status: "canceled",
        message: expect.stringMatching(/enter your card again/),
      })
      expect(await finalized()).toBe(0)
    })

    it("that a page opens by itself end no payment that is being made elsewhere", async () => {
      const fields = await readyToPay()
      const confirmed = await fields.submit()
      expect(await fields.shopper.openSession(PROVIDER, { if_idle: true })).toMatchObject({
        status: 409,
        body: { code: "in_progress" },
      })
      const [session] = (await store.db("payment_session").whereNull("deleted_at")) as { id: string }[]
      fields.shopper.sessionId = session?.id ?? ""
      expect((await fields.passBank(confirmed)).outcome).toBe("paid")
    })

    it("are refused for a session of another method, and for an address that is not the shop's", async () => {
      const fields = new FieldsShopper(await store.shopper().readyToPay())
      expect(await fields.open()).toMatchObject({ status: 400, body: { code: "not_a_fields_session" } })
      const own = await readyToPay()
      expect(await own.open({ return_url: "https://evil.example/" })).toMatchObject({
        status: 400,
        body: { code: "return_url_not_allowed" },
      })
    })

    it("come with the hash of XPay's script where the option wants it", async () => {
      const fields = await readyToPay()
      expect((await fields.open()).body.card_fields?.sdk).not.toHaveProperty("integrity")
      await withOptions(store.container(), { cardFieldsIntegrity: true }, async () => {
        expect((await fields.open()).body.card_fields?.sdk.integrity).toMatch(/^sha384-/)
      })
    })
  })

  describe("in production, before Nexi has verified the SAQ D", () => {
    it("the card form is XPay's; before that, in the test area, it is the shop's own", async () => {
      const shopper = await store.shopper().fillCart()
      const forms = async () => {
        const { body } = await shopper.http.get<{
          payment_methods: { kind: string; card_form: string | null; provider_id: string }[]
        }>(`/store/xpay/payment-methods?cart_id=${shopper.cartId}`)
        return body.payment_methods
          .filter(({ provider_id: id }) => id.endsWith("_xpay"))
          .flatMap(({ card_form: form }) => form ?? [])
      }
      expect(await forms()).toEqual(["own"])
      const production = {
        environment: "production",
        baseUrl: undefined,
        backendUrl: "https://shop.example",
        storefrontUrls: ["https://shop.example"],
      }
      await withOptions(store.container(), production, async () => expect(await forms()).toEqual(["fields"]))
    })
  })
})
