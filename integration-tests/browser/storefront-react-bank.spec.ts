import fs from "node:fs"
import path from "node:path"
import { payment } from "../unit/storefront/shop-server"
import { CARD, PAYMENT, reactSuite } from "./react-suite"
import { CHALLENGE, XPAY, type ShopInBrowser } from "./shop-in-browser"

/** The headers that the guide specifies for the page with the card form, for the hosts of this shop. */
function documentedHeaders(): Record<string, string> {
  const guide = fs.readFileSync(path.join(__dirname, "../../docs/pci-scripts.md"), "utf8")
  const [, block = ""] = /```\n(Content-Security-Policy:[\s\S]*?)```/.exec(guide) ?? []
  const lines = block.replace(/\n\s+/g, " ").replaceAll("https://*.nexigroup.com", XPAY).trim().split("\n")
  return Object.fromEntries(
    lines.map((line) => {
      const [name = "", ...value] = line.split(":")
      return [name, value.join(":").trim()]
    })
  )
}

reactSuite((openShop) => {
  let shop: ShopInBrowser
  const open = async (query?: string) => {
    shop = await openShop({ query })
    await shop.payButton.waitFor()
  }

  it("show the bank's page in a window, and go on when it is over", async () => {
    await open("?challenge=frame")
    shop.answer(CARD, {
      body: { ...payment({ status: "challenge", order_id: null }), challenge: CHALLENGE },
    })
    await shop.typeCard()
    await shop.payButton.click()
    const confirm = shop.bankButton()
    await confirm.waitFor()
    shop.answer(PAYMENT, { body: payment() })
    await confirm.click()
    await shop.outcome.getByText("paid").waitFor()
    expect(shop.posted[2]?.body).toMatchObject({ challenge: "frame" })
  })

  it("keep the form when the bank's window is closed", async () => {
    await open("?challenge=frame")
    const open_ = payment({ status: "challenge", order_id: null, message: "Nothing is charged yet." })
    shop.answer(CARD, { body: { ...open_, challenge: CHALLENGE } })
    shop.answer(PAYMENT, { body: open_ })
    await shop.typeCard()
    await shop.payButton.click()
    await shop.page.getByRole("button", { name: "Close without paying" }).click()
    await shop.page.getByRole("alert").getByText("Nothing is charged yet.").waitFor()
    expect(await shop.page.getByLabel("Card number").inputValue()).toBe("4509 0345 4361 5006")
  })

  it("lead to the bank by a full page, and take the payment up when the shopper is back", async () => {
    await open()
    shop.answer(CARD, {
      body: { ...payment({ status: "challenge", order_id: null }), challenge: CHALLENGE },
    })
    await shop.typeCard()
    await shop.payButton.dblclick()
    await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
    expect(shop.posted.filter(({ path: where }) => where.endsWith("/card"))).toHaveLength(1)

    shop.answer(PAYMENT, { body: payment() })
    await shop.page.getByRole("button", { name: "Confirm" }).click()
    await shop.outcome.getByText("paid order_1").waitFor()
    expect(new URL(shop.page.url()).search).toBe("")
    await shop.page.reload()
    await shop.outcome.getByText("paid order_1").waitFor()
  })

  describe("on a page with the headers of docs/pci-scripts.md", () => {
    const openWith = async (more: Readonly<Record<string, string>>, query?: string): Promise<string[]> => {
      const headers = { ...documentedHeaders(), ...more }
      shop = await openShop({ query, headers })
      const complaints: string[] = []
      shop.page.on("console", (message) => {
        // The shopper is not signed in: a 401 is expected.
        if (message.type() === "error" && !message.text().includes("401")) {
          complaints.push(message.text())
        }
      })
      // Reloads, to collect all complaints.
      await shop.page.reload()
      await shop.payButton.waitFor()
      await submitCard()
      return complaints
    }
    const submitCard = async () => {
      shop.answer(CARD, {
        body: { ...payment({ status: "challenge", order_id: null }), challenge: CHALLENGE },
      })
      await shop.typeCard()
      await shop.payButton.click()
    }
    /** Whether the server was asked for a challenge in a window. */
    const sentChallenge = () => {
      const sent = shop.posted.find(({ path: where }) => where.endsWith("/card"))
      return (sent?.body as { challenge?: string } | undefined)?.challenge
    }

    it("pay, and show the bank's page in a window", async () => {
      const complaints = await openWith({}, "?challenge=frame")
      const confirm = shop.bankButton()
      await confirm.waitFor()
      shop.answer(PAYMENT, { body: payment() })
      await confirm.click()
      await shop.outcome.getByText("paid").waitFor()
      expect(complaints).toEqual([])
    })

    it.each([
      ["for a full page", undefined],
      ["for a window, which would stay empty", "?challenge=frame"],
    ])("pay by a full page where Cross-Origin-Embedder-Policy is set, asked %s", async (_, query) => {
      const complaints = await openWith({ "Cross-Origin-Embedder-Policy": "require-corp" }, query)
      await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
      // The logo of a payment method, which the page loads from XPay's server.
      expect(complaints.filter((text) => !/ERR_BLOCKED_BY_RESPONSE/.test(text))).toEqual([])
      shop.answer(PAYMENT, { body: payment() })
      await shop.page.getByRole("button", { name: "Confirm" }).click()
      await shop.outcome.getByText("paid order_1").waitFor()
    })

    it.each(["require-corp", "credentialless"])(
      "pay by a full page where %s is the only header of isolation, asked for a window",
      async (policy) => {
        const isolation = {
          "Cross-Origin-Embedder-Policy": policy,
          "Cross-Origin-Opener-Policy": "unsafe-none",
        }
        await openWith(isolation, "?challenge=frame")
        await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
        expect(shop.posted.find(({ path: where }) => where.endsWith("/card"))?.body).not.toHaveProperty(
          "challenge"
        )
      }
    )

    const ISOLATED = {
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Cross-Origin-Opener-Policy": "same-origin",
    }

    it.each<[string, Readonly<Record<string, string>>]>([
      ["is isolated", ISOLATED],
      ["has the header alone", { "Cross-Origin-Embedder-Policy": "require-corp" }],
    ])("pay by a full page where only the page that was loaded %s", async (_, entered) => {
      shop = await openShop({
        query: "entered?challenge=frame",
        headers: documentedHeaders(),
        headersByPath: { "/entered": { ...documentedHeaders(), ...entered } },
      })
      await shop.payButton.waitFor()
      await shop.page.evaluate(() => history.pushState(null, "", "/?challenge=frame"))
      await submitCard()
      await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
      expect(sentChallenge()).toBeUndefined()
    })

    it("pay in a window where only a page that was pushed since has the header", async () => {
      shop = await openShop({
        query: "?challenge=frame",
        headers: documentedHeaders(),
        headersByPath: { "/pushed": { ...documentedHeaders(), ...ISOLATED } },
      })
      await shop.payButton.waitFor()
      await shop.page.evaluate(() => history.pushState(null, "", "/pushed?challenge=frame"))
      await submitCard()
      await shop.bankButton().waitFor()
      expect(sentChallenge()).toBe("frame")
    })

    it("would be stopped if they wrote HTML or ran inline scripts", async () => {
      await openWith({})
      const tried = await shop.page.evaluate(() => {
        try {
          document.body.innerHTML = "<b>x</b>"
          return "written"
        } catch (error) {
          return String(error)
        }
      })
      expect(tried).toMatch(/TrustedHTML/)
    })
  })

  it("open the form again when the shopper leaves the bank by the Back button", async () => {
    await open()
    const unfinished = payment({ status: "challenge", order_id: null, message: "Nothing is charged yet." })
    shop.answer(CARD, { body: { ...unfinished, challenge: CHALLENGE } })
    shop.answer(PAYMENT, { body: unfinished })
    await shop.typeCard()
    await shop.payButton.click()
    await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
    await shop.page.goBack()
    await shop.outcome.getByText("challenge").waitFor()
    expect(await shop.page.getByLabel("Card number").inputValue()).toBe("")
    await shop.typeCard()
    await shop.payButton.click()
    await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
  })
})
