import { terminalKeys } from "../../src/engine/terminal/terminal"
import { comeBack, walkChallenge } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Staff, type PanelPayment } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { EXPLICIT_KEY, IMPLICIT_KEY } from "../harness/terminals"
import { FORGED_CLAIMS, FORGED_RETURNS, FORGED_TOKENS, RETURN_DOORS } from "../harness/tried-callers"
import { STOREFRONT, xpaySuite } from "../harness/xpay-suite"

xpaySuite("fences", (store) => {
  const policyOf = async (path: string, headers: Record<string, string> = {}) => {
    const { headers: answered } = await fetch(`${store.url}${path}`, { headers, redirect: "manual" })
    return answered.get("content-security-policy") ?? ""
  }

  describe("frames of other sites", () => {
    it("show no return page: only the shop's own show the one that was opened in a frame", async () => {
      for (const path of ["/xpay/return/unknown", "/xpay/cancel/unknown"]) {
        expect(await policyOf(path)).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/)
      }
      expect(await policyOf("/xpay/return/unknown/frame")).toMatch(
        new RegExp(`frame-ancestors ${STOREFRONT}$`)
      )
    })

    it("show no answer of the admin API", async () => {
      const headers = { authorization: `Bearer ${store.adminToken}` }
      expect(await policyOf("/admin/xpay/terminals", headers)).toContain("frame-ancestors 'none'")
    })
  })

  describe("the address of a payment link", () => {
    it("is neither shown nor sent without TLS, but for a simulator on this machine", async () => {
      const staff = new Staff(store.admin(), store.store)
      const draft = await staff.draftOrder()
      const { payment } = expectOk(await staff.makeLink(draft.id, draft.total))
      expect(payment.link).toMatchObject({ url: expect.stringMatching(/^http:\/\/(localhost|127)/) })
      const shown = async () =>
        expectOk(await store.admin().get<{ payment: PanelPayment }>(`/admin/xpay/payments/${payment.id}`))
          .payment.link
      for (const link_url of [
        "http://evil.example/pay",
        "javascript:alert(1)",
        "http://127.0.0.1.evil.example/",
      ]) {
        await store.db("xpay_attempt").where({ id: payment.id }).update({ link_url })
        expect(await shown()).toMatchObject({ url: null, qr_svg: null })
        expect(await staff.changeLink(payment.id, "send", { to: "anna@example.com" })).toMatchObject({
          status: 409,
          body: { code: "link_address_unsafe" },
        })
      }
      await store
        .db("xpay_attempt")
        .where({ id: payment.id })
        .update({ link_url: "https://xpay.example/pay" })
      expect(await shown()).toMatchObject({ url: "https://xpay.example/pay" })
      expectOk(await staff.changeLink(payment.id, "cancel"))
    })
  })

  describe("what a stranger claims", () => {
    const untouched = async () => {
      const { orders } = await store.simulator.control.ledger()
      expect(orders.map(({ totals }) => totals.captured + totals.liveHold)).toEqual(orders.map(() => 0))
    }

    it("a return that claims a payment moves no money", async () => {
      const shopper = await store.shopper().readyToPay()
      const { body } = await shopper.submitCard(OK_CARD)
      const { url } = await walkChallenge(body.challenge as never, "fails")
      const address = new URL(url)
      for (const claim of FORGED_RETURNS) {
        for (const [method, channel] of RETURN_DOORS) {
          const to = `${address.pathname}${channel}`
          await (method === "GET"
            ? store.strangerHttp().get(`${to}?${new URLSearchParams(claim).toString()}`)
            : comeBack(store.strangerHttp(), { method, url: to, fields: claim }))
        }
      }
      await untouched()
      expect((await shopper.payment()).status).not.toBe("paid")
    })

    it("a notification that XPay did not send moves no money", async () => {
      const staff = new Staff(store.admin(), store.store)
      const draft = await staff.draftOrder()
      const { payment } = expectOk(await staff.makeLink(draft.id, draft.total))
      for (const [index, securityToken] of FORGED_TOKENS.entries()) {
        for (const operationResult of FORGED_CLAIMS) {
          await store.strangerHttp().post("/xpay/notifications", {
            eventId: `forged-${index}-${operationResult}`,
            eventTime: new Date().toISOString(),
            securityToken,
            operation: {
              orderId: payment.xpay_order_id,
              operationId: "1",
              operationType: "AUTHORIZATION",
              operationResult,
              operationAmount: "1999",
              operationCurrency: "EUR",
            },
          })
        }
      }
      await store.reconcile()
      await untouched()
      expect(
        await store.db("xpay_attempt").where({ id: payment.id }).first("state", "authorized_at")
      ).toMatchObject({ authorized_at: null })
      expect(
        await store.db("xpay_notification").where({ attempt_id: payment.id, verdict: "accepted" })
      ).toEqual([])
      await staff.changeLink(payment.id, "cancel")
    })
  })

  it("what a process knows its terminals by holds no key", () => {
    const keys = terminalKeys()
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.join(" ")).not.toContain(EXPLICIT_KEY)
    expect(keys.join(" ")).not.toContain(IMPLICIT_KEY)
    expect(keys.join(" ")).not.toContain("apiKey")
  })
})
