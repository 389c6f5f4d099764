import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import getPort from "get-port"
import { chromium, type Browser } from "playwright-core"
import { SimulatorControl, type OrderDump } from "../../src/simulator"
import { KO_CARD, OK_CARD, OTHER_OK_CARD } from "../harness/cards"
import { CheckoutWalk } from "./checkout-walk"
import { DemoProcess } from "./demo-process"
import { findChromium } from "./find-chromium"
import { survivors } from "./processes"

jest.setTimeout(180_000)

const executablePath = findChromium()

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

if (executablePath === undefined) {
  const reason =
    "The browser tests were not run: there is no Chromium. Install one, or name it in CHROMIUM_PATH."
  process.stderr.write(`${reason}\n`)
  it(reason, () => {
    expect(process.env["CI"]).not.toBe("true")
  })
} else {
  describe("the demo in a browser", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "xpay-demo-"))
    // For PostgreSQL's own user, where the tests run as root.
    chmodSync(folder, 0o755)
    let demo: DemoProcess
    let browser: Browser
    let ports: string[]
    const walks: CheckoutWalk[] = []

    beforeAll(async () => {
      ports = [
        ...["--port", String(await getPort())],
        ...["--store-port", String(await getPort())],
        ...["--simulator-port", String(await getPort())],
        ...["--database-port", String(await getPort())],
      ]
      demo = new DemoProcess(["--data", folder, ...ports])
      browser = await chromium.launch({ executablePath, args: FLAGS })
      await demo.ready()
    })

    afterAll(async () => {
      await browser.close()
      const tree = demo.tree()
      demo.signal("SIGKILL")
      await survivors(tree, 15_000)
      rmSync(folder, { recursive: true, force: true })
    })

    beforeEach(async () => {
      walks.length = 0
      await simulator().reset()
    })

    afterEach(async () => {
      expect(walks.flatMap(({ complaints }) => complaints)).toEqual([])
      await Promise.all(walks.map(({ page }) => page.context().close()))
    })

    const simulator = () => new SimulatorControl(demo.address("XPay simulator"))
    const atXPay = async (): Promise<readonly OrderDump[]> => (await simulator().ledger()).orders
    const authorized = async () =>
      (await atXPay()).map(({ totals }) => totals.authorized).filter((sum) => sum > 0)

    async function shopper(): Promise<CheckoutWalk> {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "it-IT" })
      const walk = new CheckoutWalk(await context.newPage(), demo.address("Shop"))
      walk.page.setDefaultTimeout(30_000)
      walks.push(walk)
      return walk
    }

    /** As the dashboard sees it. */
    async function order(id: string): Promise<{ payment_status: string; total: number }> {
      const { origin } = new URL(demo.address("Dashboard"))
      const signIn = await fetch(`${origin}/auth/user/emailpass`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email: "admin@example.com", password: "supersecret" }),
      })
      const { token } = (await signIn.json()) as { token: string }
      const answer = await fetch(`${origin}/admin/orders/${id}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      return ((await answer.json()) as { order: Awaited<ReturnType<typeof order>> }).order
    }

    it("sells: card, bank's page, thank-you page, and an authorized order in the dashboard", async () => {
      const walk = await shopper()
      await walk.readyToPay()
      await walk.pay(OK_CARD, "Authentication succeeds")
      const id = await walk.thanked()

      const page = await walk.page.locator("main").innerText()
      expect(page).toMatch(/Order no\. \d+/)
      expect(page).toContain("Coffee beans")
      expect(page).toContain("€18.80")
      expect(page).toContain("Visa •••• 5006")
      expect(await order(id)).toMatchObject({
        payment_status: "authorized",
        total: 18.8,
      })
      expect(await atXPay()).toMatchObject([
        { amount: 1880, currency: "EUR", totals: { authorized: 1880, captured: 0, liveHold: 1880 } },
      ])
    })

    it("leaves nothing of the card in the browser", async () => {
      const walk = await shopper()
      await walk.noteFieldsOnLeaving()
      await walk.readyToPay()
      await walk.typeCard(OK_CARD)
      await walk.payButton.click()
      await walk.page.getByRole("button", { name: "Authentication succeeds" }).waitFor()
      await walk.page.goBack()
      await walk.notice()
      expect(await walk.cardFieldsOnLeaving()).toEqual(["", "", "", ""])
      expect(await walk.leftBehind()).not.toMatch(cardOf(OK_CARD))

      await walk.pay(OK_CARD, "Authentication succeeds")
      await walk.thanked()
      expect(await walk.leftBehind()).not.toMatch(cardOf(OK_CARD))
      await walk.page.reload()
      await walk.thanked()
      expect(await walk.leftBehind()).not.toMatch(cardOf(OK_CARD))
    })

    it("says clearly that a card was declined, keeps the cart, and takes another card", async () => {
      const walk = await shopper()
      await walk.readyToPay()
      await walk.pay(KO_CARD, "Authentication succeeds")
      expect(await walk.notice()).toMatch(
        /did not go through[\s\S]*Nothing was charged[\s\S]*Your cart is still here/
      )
      expect(new URL(walk.page.url()).search).toBe("")
      expect(await walk.page.getByLabel("Email").inputValue()).toBe("maria.rossi@example.com")
      expect(await walk.payButton.innerText()).toContain("€18.80")
      expect(await authorized()).toEqual([])

      await walk.pay(OTHER_OK_CARD, "Authentication succeeds")
      const id = await walk.thanked()
      expect(await order(id)).toMatchObject({ payment_status: "authorized" })
      expect(await authorized()).toEqual([1880])
    })

    it.each([
      ["Authentication fails", /did not go through[\s\S]*Nothing was charged/],
      ["Give up and go back", /Nothing was charged/],
    ] as const)(
      "charges nothing when the shopper chooses '%s', and lets the shopper pay again",
      async (answer, says) => {
        const walk = await shopper()
        await walk.readyToPay()
        await walk.pay(OK_CARD, answer)
        expect(await walk.notice()).toMatch(says)
        expect(await authorized()).toEqual([])

        await walk.pay(OK_CARD, "Authentication succeeds")
        await walk.thanked()
        expect(await authorized()).toEqual([1880])
      }
    )

    it("takes up a payment that was left at the bank's page, by Back or by a new visit", async () => {
      const walk = await shopper()
      await walk.readyToPay()
      await walk.typeCard(OK_CARD)
      await walk.payButton.click()
      await walk.page.getByRole("button", { name: "Authentication succeeds" }).waitFor()
      await walk.page.goto(`${demo.address("Shop")}/checkout`)
      expect(await walk.notice()).toMatch(
        /confirmation is missing[\s\S]*Nothing is charged until you confirm/
      )

      await walk.pay(OK_CARD, "Authentication succeeds")
      await walk.thanked()
      expect(await authorized()).toEqual([1880])
    })

    it.each([
      ["jpy", "¥3,900", 3900, "JPY"],
      ["kwd", "KWD 10.875", 10875, "KWD"],
    ])("charges the right minor units in %s", async (region, shown, amount, currency) => {
      const walk = await shopper()
      await walk.readyToPay(region)
      expect((await walk.payButton.innerText()).replace(/\s/g, " ")).toContain(`Pay ${shown}`)
      await walk.pay(OK_CARD, "Authentication succeeds")
      await walk.thanked()
      expect(await atXPay()).toMatchObject([{ amount, currency, totals: { authorized: amount } }])
    })

    it("authorizes once when Pay is clicked twice", async () => {
      const walk = await shopper()
      const posted: string[] = []
      walk.page.on("request", (request) => {
        if (request.method() === "POST") {
          posted.push(new URL(request.url()).pathname.split("/").at(-1) ?? "")
        }
      })
      await walk.readyToPay()
      await walk.typeCard(OK_CARD)
      await walk.payButton.dblclick()
      await walk.answerBank("Authentication succeeds")
      await walk.thanked()
      expect(posted.filter((path) => path === "payment-sessions")).toHaveLength(1)
      expect(posted.filter((path) => path === "card")).toHaveLength(1)
      expect(await atXPay()).toHaveLength(1)
      expect(await authorized()).toEqual([1880])
    })

    it("shows while typing what the card is and what is wrong, and leads to the first mistake", async () => {
      const walk = await shopper()
      await walk.readyToPay()
      const number = walk.page.getByLabel("Card number")
      await number.pressSequentially("4509034543615007")
      expect(await number.inputValue()).toBe("4509 0345 4361 5007")
      expect(await walk.page.locator(".circuit").innerText()).toBe("Visa")
      expect(await number.getAttribute("aria-invalid")).toBe("true")
      expect(await walk.page.locator("#card-number-error").innerText()).toContain("check the digits")

      await walk.page.getByLabel("Email").fill("maria")
      await walk.payButton.click()
      expect(await walk.page.evaluate(() => document.activeElement?.id)).toBe("email")
      expect(await atXPay()).toEqual([])
    })

    it("changes quantities by keyboard without losing the place", async () => {
      const walk = await shopper()
      await walk.fillCart()
      await walk.page.getByRole("link", { name: /^Cart/ }).click()
      await walk.page.getByRole("button", { name: "One more: Coffee beans" }).focus()
      for (const quantity of ["2", "3"]) {
        await walk.page.keyboard.press("Enter")
        await walk.page.locator(".stepper span", { hasText: quantity }).waitFor()
      }
      expect(await walk.page.locator(".cart-total").innerText()).toContain("€38.70")
      await walk.page.getByRole("button", { name: "Remove from your cart: Coffee beans" }).press("Enter")
      await walk.page.getByRole("heading", { name: "Your cart is empty." }).waitFor()
    })

    it("speaks Italian to whoever does not choose", async () => {
      const walk = await shopper()
      await walk.page.goto(demo.address("Shop"))
      await walk.page.getByRole("button", { name: "Aggiungi: Caffè in grani" }).waitFor()
      expect(await walk.page.locator("html").getAttribute("lang")).toBe("it")
    })

    it("says which port is taken when that port was asked for, and starts nothing", async () => {
      const other = createServer()
      const port = await new Promise<number>((resolve) => {
        other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port))
      })
      const second = new DemoProcess(["--data", path.join(folder, "second"), "--port", String(port)])
      expect(await second.exited).toBe(1)
      other.close()
      expect(second.output).toContain(`Port ${port} is in use by another program`)
    })

    it("does not touch the data of a demo that runs", async () => {
      const second = new DemoProcess(["--data", folder])
      expect(await second.exited).toBe(1)
      expect(second.output).toContain("Another demo runs on")
    })

    it("stops with Ctrl-C, leaves no process behind, and starts again with its orders", async () => {
      const walk = await shopper()
      await walk.readyToPay()
      await walk.pay(OK_CARD, "Authentication succeeds")
      const id = await walk.thanked()

      const tree = demo.tree()
      expect(tree.length).toBeGreaterThan(3)
      demo.signal("SIGINT")
      expect(await demo.exited).toBe(0)
      expect(await survivors(tree, 2_000)).toEqual([])

      demo = new DemoProcess(["--data", folder, ...ports])
      await demo.ready()
      expect(demo.output).not.toContain("First start")
      expect(await order(id)).toMatchObject({ payment_status: "authorized" })
    })

    it("leaves no process behind even when it is killed", async () => {
      const tree = demo.tree()
      demo.signal("SIGKILL")
      expect(await survivors(tree, 15_000)).toEqual([])
    })
  })
}

/** Number (in any grouping), or security code as a word of its own. */
function cardOf({ number, cvv }: { number: string; cvv: string }): RegExp {
  return new RegExp(`${number.split("").join("[ -]?")}|\\b${cvv}\\b`)
}
