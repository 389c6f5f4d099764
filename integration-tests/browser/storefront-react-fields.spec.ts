import { payment } from "../unit/storefront/shop-server"
import { reactSuite } from "./react-suite"
import { METHODS, XPAY, type ShopInBrowser } from "./shop-in-browser"

reactSuite((openShop) => {
  let shop: ShopInBrowser

  describe("XPay's card fields", () => {
    const SESSION = "/store/xpay/payment-sessions/payses_1/card-fields"
    const [own, ...buttons] = METHODS
    const methods = [{ ...own, provider_id: "pp_xpay-fields_xpay", card_form: "fields" }, ...buttons]
    const fields = ["CARD_NUMBER", "SECURITY_CODE"].map((id) => ({ id, src: `${XPAY}/field?id=${id}` }))
    /** The documented part of XPay's script: it reports that the fields are loaded, valid, and confirmed. */
    const SDK = `class Build {
      constructor(options) {
        this.options = options
        setTimeout(() => {
          options.onAllFieldsLoaded()
          for (const id of ["CARD_NUMBER", "SECURITY_CODE"]) options.onBuildSuccess({ event: "BUILD_SUCCESS", id })
        }, 20)
      }
      confirmData() {
        setTimeout(() => this.options.onBuildFlowStateChange({ state: "READY_FOR_PAYMENT" }), 20)
      }
    }`

    const openWithFields = async (more: readonly object[] = []) => {
      const providers = [...methods, ...more].map((one) => ({
        id: "payses_1",
        provider_id: (one as { provider_id: string }).provider_id,
        status: "pending",
      }))
      shop = await openShop({
        answers: {
          "GET /store/xpay/payment-methods": { body: { payment_methods: [...methods, ...more] } },
          [`POST ${SESSION}`]: {
            body: {
              ...payment({ status: "processing", order_id: null }),
              card_fields: {
                fields,
                sdk: { src: `${XPAY}/monetaweb/resources/hfsdk.js` },
                renew_after_ms: 540_000,
              },
            },
          },
        },
      })
      shop.answer("POST /store/payment-collections/paycol_1/payment-sessions", {
        body: { payment_collection: { id: "paycol_1", payment_sessions: providers } },
      })
      await shop.payButton.waitFor()
    }

    /** Effective from the page's next request. */
    const serveSdk = async (body: string | undefined) => {
      await shop.page.route(`${XPAY}/monetaweb/resources/hfsdk.js`, (route) =>
        body === undefined
          ? route.abort("blockedbyclient")
          : route.fulfill({ contentType: "text/javascript", body })
      )
      await shop.page.reload()
    }

    it("take the place of the form, and are paid with by the server, once", async () => {
      await openWithFields()
      await serveSdk(SDK)
      shop.answer(`POST ${SESSION}/confirm`, { body: payment() })
      await shop.page.locator('iframe[src*="CARD_NUMBER"]').waitFor()
      expect(await shop.page.getByLabel("Card number", { exact: true }).count()).toBeLessThanOrEqual(1)
      await shop.page.getByLabel("I have read Nexi's privacy notice").check()
      await shop.page.locator(".xpay-pay[aria-disabled=false]").dblclick()
      await shop.outcome.getByText("paid").waitFor()
      expect(shop.posted.filter(({ path: where }) => where === `${SESSION}/confirm`)).toMatchObject([
        { body: { cart_id: "cart_1", payment_id: "xpatt_1" } },
      ])
    })

    it("are left alone while the shopper leaves for the bank: a new session would end the payment", async () => {
      await openWithFields()
      await serveSdk(SDK)
      await shop.page.locator('iframe[src*="CARD_NUMBER"]').waitFor()
      // The bank's page is slow.
      await shop.page.route("https://bank.example/slow", async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 1_500))
        await route.fulfill({ contentType: "text/html", body: "<h1>Bank</h1>" })
      })
      shop.answer(`POST ${SESSION}/confirm`, {
        body: {
          ...payment({ status: "redirect", order_id: null }),
          redirect_url: "https://bank.example/slow",
        },
      })
      await shop.page.getByLabel("I have read Nexi's privacy notice").check()
      const before = shop.posted.length
      await shop.page.locator(".xpay-pay[aria-disabled=false]").click()
      await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
      expect(shop.posted.slice(before).map(({ path: where }) => where)).toEqual([`${SESSION}/confirm`])
    })

    it("end no payment that is being made elsewhere, unless the shopper wants that", async () => {
      await openWithFields()
      const opened = "POST /store/payment-collections/paycol_1/payment-sessions"
      const sessions = methods.map(({ provider_id: id }) => ({
        id: "payses_1",
        provider_id: id,
        status: "pending",
      }))
      shop.answer(opened, {
        status: 409,
        body: {
          type: "not_allowed",
          code: "in_progress",
          message: "This payment is already being processed.",
        },
      })
      await serveSdk(SDK)
      await shop.page.getByText("This payment is already being processed.").waitFor()
      expect(await shop.page.getByText("Nothing was charged").count()).toBe(0)
      expect(shop.posted.at(-1)?.body).toMatchObject({ data: { if_idle: true } })

      shop.answer(opened, {
        body: { payment_collection: { id: "paycol_1", payment_sessions: sessions } },
      })
      await shop.page.getByRole("button", { name: "Enter a card here instead" }).click()
      await shop.page.locator('iframe[src*="CARD_NUMBER"]').waitFor()
      const asked = shop.posted.filter(({ path: where }) => where.endsWith("/payment-sessions")).at(-1)
      expect(asked?.body).toEqual({ provider_id: "pp_xpay-fields_xpay" })
    })

    it("lead to XPay's page where their script is blocked", async () => {
      const page = { ...own, provider_id: "pp_xpay-hosted_xpay", kind: "redirect", card_form: null }
      await openWithFields([page])
      await serveSdk(undefined)
      shop.answer("POST /store/xpay/payment-sessions/payses_1/hosted-page", {
        body: { ...payment({ status: "redirect", order_id: null }), redirect_url: `${XPAY}/page` },
      })
      await shop.page.getByText("The card fields could not be loaded. Nothing was charged.").waitFor()
      await shop.page.getByRole("button", { name: "Pay on XPay's page" }).click()
      await shop.page.getByRole("heading", { name: "XPay" }).waitFor()
    })
  })
})
