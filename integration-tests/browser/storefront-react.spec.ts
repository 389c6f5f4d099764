import { OK_CARD } from "../harness/cards"
import { payment } from "../unit/storefront/shop-server"
import { CARD, PAYMENT, reactSuite } from "./react-suite"
import { CHALLENGE, METHODS, SAVED_CARD, SHOP, XPAY, type ShopInBrowser } from "./shop-in-browser"

reactSuite((openShop) => {
  let shop: ShopInBrowser
  const open = async (query?: string) => {
    shop = await openShop({ query })
    await shop.payButton.waitFor()
  }

  it("order a cart that costs nothing: no card, no methods, one button", async () => {
    shop = await openShop({
      answers: {
        "GET /store/xpay/payment-methods": {
          body: { payment_methods: [], reason: { code: "nothing_due", message: "Nothing to pay." } },
        },
        "GET /store/xpay/saved-cards": { body: { saved_cards: [SAVED_CARD] } },
        "POST /store/carts/cart_1/complete": { body: { type: "order", order: { id: "order_9" } } },
      },
    })
    const button = shop.page.getByRole("button", { name: "Place the order" })
    await button.waitFor()
    expect(await shop.page.getByRole("button").count()).toBe(1)
    expect(await shop.accessibilityProblems()).toEqual([])
    await shop.page.getByLabel("Terms").uncheck()
    await button.click()
    expect(shop.posted).toEqual([])
    await shop.page.getByLabel("Terms").check()
    await button.dblclick()
    await shop.outcome.getByText("order_9").waitFor()
    expect(shop.posted.map(({ path: where }) => where)).toEqual(["/store/carts/cart_1/complete"])
  })

  it("pay by card: the form is checked while typing, sent, and empty afterwards", async () => {
    await open()
    shop.answer(CARD, { body: payment() })
    await shop.typeCard()
    expect(await shop.page.getByLabel("Card number").inputValue()).toBe("4509 0345 4361 5006")
    expect(await shop.page.locator(".xpay-circuit").innerText()).toBe("Visa")
    // React writes the values of controlled inputs into the page's markup.
    expect(await shop.page.content()).not.toMatch(/4509 ?0345|Maria Rossi/)
    await shop.payButton.click()
    await shop.outcome.getByText("paid").waitFor()

    expect(shop.posted.map(({ path: where }) => where)).toEqual([
      "/store/payment-collections",
      "/store/payment-collections/paycol_1/payment-sessions",
      "/store/xpay/payment-sessions/payses_1/card",
    ])
    expect(shop.posted[2]?.body).toMatchObject({
      card: { number: OK_CARD.number, cvv: OK_CARD.cvv, holder: "Maria Rossi" },
    })
    expect(shop.posted[2]?.body).not.toHaveProperty("save_card")
    for (const label of ["Card number", "Expiry date", "Security code", "Name on card"]) {
      expect(await shop.page.getByLabel(label).inputValue()).toBe("")
    }
  })

  it("show what is taken before anything is typed: brands, wallets above the card form, the rest below; and who processes", async () => {
    await open()
    expect(await shop.page.getByRole("list", { name: "Accepted cards" }).innerText()).toBe("Visa\nMastercard")
    const places = await Promise.all(
      ["Pay with PayPal", "Pay €18.80", "Pay with MyBank"].map(
        async (name) => (await shop.page.getByRole("button", { name }).boundingBox())?.y ?? 0
      )
    )
    expect(places).toEqual([...places].sort((one, other) => one - other))
    expect(await shop.page.locator(".xpay-notice").innerText()).toBe(
      "Payments are processed by Nexi. Terms of sale"
    )
  })

  it("show XPay's pictures of the brands where it has one of each, with their names for those who see none", async () => {
    shop = await openShop({
      answers: {
        "GET /store/xpay/payment-methods": {
          body: {
            payment_methods: [
              { ...METHODS[0], circuits: ["VISA", "MC"], logos: [`${XPAY}/visa.svg`, `${XPAY}/mc.svg`] },
            ],
          },
        },
      },
    })
    await shop.payButton.waitFor()
    const brands = shop.page.getByRole("list", { name: "Accepted cards" }).getByRole("img")
    expect(await brands.evaluateAll((images) => images.map((image) => image.getAttribute("alt")))).toEqual([
      "Visa",
      "Mastercard",
    ])
  })

  it("hold nothing of the card while it is sent, and nothing once the page is left", async () => {
    await open()
    let answer = () => {}
    const isSent = new Promise<void>((sent) => {
      void shop.page.route("**/payment-sessions/payses_1/card", async (route) => {
        sent()
        await new Promise<void>((resolve) => (answer = resolve))
        await route.abort()
      })
    })
    const typed = async () =>
      await Promise.all(
        ["Card number", "Expiry date", "Security code", "Name on card"].map(
          async (label) => await shop.page.getByLabel(label).inputValue()
        )
      )
    await shop.typeCard()
    await shop.payButton.click()
    await isSent
    expect(await typed()).toEqual(["", "", "", ""])
    answer()
    await shop.page.getByRole("alert").first().waitFor()
    expect((await typed())[0]).toBe("4509 0345 4361 5006")
    await shop.page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")))
    expect(await typed()).toEqual(["", "", "", ""])
  })

  it("tell session-replay tools not to record the card", async () => {
    await open()
    const marks = await shop.page.getByLabel("Card number").evaluate((input) => ({
      clarity: input.getAttribute("data-clarity-mask"),
      hotjar: input.hasAttribute("data-hj-suppress"),
      classes: input.className,
    }))
    expect(marks).toEqual({
      clarity: "true",
      hotjar: true,
      classes: expect.stringMatching(/rr-block.*fs-exclude/),
    })
  })

  it("tell what is wrong by field, to screen readers too, and lead to the first mistake", async () => {
    await open()
    await shop.typeCard("4509034543615007")
    const number = shop.page.getByLabel("Card number")
    expect(await number.getAttribute("aria-invalid")).toBe("true")
    const described = await number.getAttribute("aria-describedby")
    expect(await shop.page.locator(`[id="${described}"]`).innerText()).toContain("Check the digits")
    await shop.payButton.click()
    expect(await number.evaluate((input) => input === document.activeElement)).toBe(true)
    expect(shop.posted).toEqual([])
  })

  it("show what the server finds wrong with the card", async () => {
    await open()
    const fields = [{ field: "cvv", code: "invalid", message: "The bank wants 4 digits." }]
    shop.answer(CARD, {
      status: 422,
      body: { type: "invalid_data", code: "invalid_card", message: "The bank wants 4 digits.", fields },
    })
    await shop.typeCard()
    await shop.payButton.click()
    await shop.page.getByText("The bank wants 4 digits.").waitFor()
    expect(
      await shop.page.getByLabel("Security code").evaluate((input) => input === document.activeElement)
    ).toBe(true)
  })

  it("say why a payment did not come about, and let it be tried again", async () => {
    await open()
    shop.answer(CARD, {
      body: payment({ status: "declined", order_id: null, message: "Your bank declined the payment." }),
    })
    await shop.typeCard()
    await shop.payButton.press("Enter")
    await shop.page.getByRole("alert").getByText("Your bank declined the payment.").waitFor()
    expect(await shop.payButton.isEnabled()).toBe(true)
    // Keyboard users continue from there.
    expect(await shop.payButton.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  it("send the consent to keep the card", async () => {
    await open()
    shop.answer(CARD, { body: payment() })
    await shop.typeCard()
    await shop.page.getByLabel("Keep this card for my next payments").check()
    await shop.payButton.click()
    await shop.outcome.getByText("paid").waitFor()
    expect(shop.posted[2]?.body).toMatchObject({ save_card: true })
  })

  it("pay nothing when something is missing before", async () => {
    await open()
    await shop.typeCard()
    await shop.page.getByLabel("Terms").uncheck()
    await shop.payButton.click()
    await shop.page.getByLabel("Terms").check()
    expect(shop.posted).toEqual([])
  })

  it("lead to XPay's page by the button of a method, pressed twice or not", async () => {
    await open()
    shop.answer("POST /store/xpay/payment-sessions/payses_1/hosted-page", {
      body: { ...payment({ status: "redirect", order_id: null }), redirect_url: `${XPAY}/page` },
    })
    await shop.page.getByRole("button", { name: "Pay with PayPal" }).dblclick()
    await shop.page.getByRole("heading", { name: "XPay" }).waitFor()
    expect(shop.posted.filter(({ path: where }) => where.endsWith("/hosted-page"))).toHaveLength(1)
  })

  it("say that the shop could not be reached, and pay at the next try", async () => {
    await open()
    shop.answer(CARD, "lost")
    await shop.typeCard()
    await shop.payButton.click()
    await shop.page.getByRole("alert").getByText("you will not pay twice").waitFor()
    shop.answer(CARD, { body: payment() })
    await shop.payButton.click()
    await shop.outcome.getByText("paid order_1").waitFor()
  })

  it("are clean to axe: at rest, with mistakes, while paying, with the bank's window open", async () => {
    shop = await openShop()
    shop.answer("GET /store/xpay/saved-cards", { body: { saved_cards: [SAVED_CARD] } })
    await shop.page.goto(`${SHOP}/?challenge=frame`)
    await shop.page.getByRole("button", { name: "Pay with Visa •••• 5006" }).waitFor()
    expect(await shop.accessibilityProblems()).toEqual([])

    await shop.payButton.click()
    await shop.page.getByText("Enter the card number.").waitFor()
    expect(await shop.accessibilityProblems()).toEqual([])

    const unfinished = payment({ status: "challenge", order_id: null })
    shop.answer(CARD, { body: { ...unfinished, challenge: CHALLENGE } })
    shop.answer(PAYMENT, { body: unfinished })
    await shop.typeCard()
    await shop.payButton.click()
    await shop.bankButton().waitFor()
    expect(await shop.accessibilityProblems()).toEqual([])
  })

  it("follow a payment that is in doubt until it is known", async () => {
    await open()
    shop.answer(CARD, { body: payment({ status: "verifying", order_id: null }) })
    shop.answer(PAYMENT, { body: payment() })
    await shop.typeCard()
    await shop.payButton.click()
    await shop.outcome.getByText("paid").waitFor()
  })

  it("offer saved cards: pay with one, remove it", async () => {
    shop = await openShop()
    shop.answer("GET /store/xpay/saved-cards", {
      body: { saved_cards: [SAVED_CARD, { ...SAVED_CARD, id: "xpcard_2", last4: "0005" }] },
    })
    await shop.page.reload()
    shop.answer("DELETE /store/xpay/saved-cards/xpcard_2", { body: { id: "xpcard_2", deleted: true } })
    await shop.page.getByRole("button", { name: "Remove Visa •••• 0005" }).click()
    await shop.page.getByRole("button", { name: "Pay with Visa •••• 0005" }).waitFor({ state: "detached" })

    shop.answer("POST /store/xpay/payment-sessions/payses_1/saved-card", {
      body: { ...payment({ status: "redirect", order_id: null }), redirect_url: `${XPAY}/page` },
    })
    await shop.page.getByRole("button", { name: "Pay with Visa •••• 5006" }).click()
    await shop.page.getByRole("heading", { name: "XPay" }).waitFor()
  })

  it("speak Italian", async () => {
    await open("?locale=it-IT")
    await shop.page.getByLabel("Numero della carta").fill("4509")
    await shop.payButton.click()
    await shop.page.getByText("Il numero della carta è incompleto: almeno 13 cifre.").waitFor()
    await shop.page.getByRole("button", { name: "Paga con PayPal" }).waitFor()
  })
})
