import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import axe from "axe-core"
import type { Browser, BrowserContext, FrameLocator, Locator, Page, Request } from "playwright-core"
import { ADMIN_LOGIN } from "../../demo/admin-login"

/** Known complaints of the dashboard itself, not of the plugin. */
const NOT_OURS = /validateDOMNesting|Download the React DevTools|Failed to load resource|fonts?\//

/** Browser locales of users with this dashboard language, for what the browser itself formats, such as dates. */
const LOCALES: Readonly<Record<string, string>> = { en: "en-GB", it: "it-IT" }

const PERMISSIONS = "**/admin/xpay/permissions*"

/** More Tab stops than any page has. */
const MOST_STOPS = 120

/** A clerk with a browser, signed in to the dashboard. */
export class DashboardWalk {
  /** The browser's complaints. */
  readonly complaints: string[] = []
  /** All POST requests. */
  readonly posted: Request[] = []
  /** All requests to the server, with URLs and bodies. */
  readonly wire: string[] = []

  private foreign: Server | undefined

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    readonly language: string,
    private readonly origin: string
  ) {
    page.setDefaultTimeout(60_000)
    page.on("pageerror", (error) => this.complaints.push(error.message))
    page.on("console", (message) => {
      if (message.type() === "error" && !NOT_OURS.test(message.text())) {
        this.complaints.push(message.text())
      }
    })
    page.on("request", (request) => {
      if (request.method() === "POST") {
        this.posted.push(request)
      }
      this.wire.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`)
    })
  }

  /** @param dashboard URL printed by the demo; `language` of the dashboard */
  static async signIn(browser: Browser, dashboard: string, language = "en"): Promise<DashboardWalk> {
    const { origin } = new URL(dashboard)
    const context = await browser.newContext({
      viewport: { width: 1360, height: 900 },
      locale: LOCALES[language] ?? language,
    })
    await context.addCookies([{ name: "lng", value: language, url: origin }])
    const signedIn = await context.request.post(`${origin}/auth/user/emailpass`, { data: ADMIN_LOGIN })
    const { token } = (await signedIn.json()) as { token: string }
    await context.request.post(`${origin}/auth/session`, { headers: { authorization: `Bearer ${token}` } })
    return new DashboardWalk(await context.newPage(), context, language, origin)
  }

  /** Medusa's admin API, as the same user. */
  async api<T>(method: "GET" | "POST", path: string, data?: object): Promise<T> {
    const answer = await this.context.request.fetch(`${this.origin}${path}`, {
      method,
      ...(data === undefined ? {} : { data }),
    })
    if (!answer.ok()) {
      throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
    }
    return (await answer.json()) as T
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.origin}/app${path}`)
  }

  /**
   * From the next page on, the server reports that the user's role has these permissions and may view; nothing else.
   */
  async permitOnly(permitted: Readonly<Record<string, boolean>>): Promise<void> {
    await this.page.unroute(PERMISSIONS)
    await this.page.route(PERMISSIONS, async (route) => {
      // A server closes idle connections; a browser would simply open another one.
      const answer = await route.fetch({ maxRetries: 3 })
      const { permissions } = (await answer.json()) as { permissions: Record<string, boolean> }
      const looks = Object.keys(permissions).filter((name) => name.startsWith("view"))
      const none = Object.fromEntries(Object.keys(permissions).map((name) => [name, looks.includes(name)]))
      await route.fulfill({ response: answer, json: { permissions: { ...none, ...permitted } } })
    })
  }

  /** A page in a frame of another origin, to which the browser still sends the clerk's session. */
  async openInForeignFrame(path: string): Promise<FrameLocator> {
    const frame = `<!doctype html><iframe width="1300" height="850" src="${this.origin}/app${path}"></iframe>`
    // A server of its own: the browser does not let a response injected by the test frame a page of this machine.
    this.foreign = createServer((_request, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end(frame)
    ).listen()
    const { port } = this.foreign.address() as AddressInfo
    // Another port is another origin, but cookies are shared.
    await this.page.goto(`http://${new URL(this.origin).hostname}:${port}/`)
    return this.page.frameLocator("iframe")
  }

  /** Sets light or dark mode as the dashboard itself does, without opening the profile. */
  async wear(theme: "light" | "dark"): Promise<void> {
    await this.page.evaluate((chosen) => {
      document.documentElement.classList.remove("light", "dark")
      document.documentElement.classList.add(chosen)
      document.documentElement.style.colorScheme = chosen
    }, theme)
  }

  async close(): Promise<void> {
    await this.context.close()
    this.foreign?.close()
  }

  /** Moves with the Tab key to the element with this name, as a user without a mouse does. */
  async tabTo(name: string | RegExp, { backwards = false } = {}): Promise<void> {
    const stops: string[] = []
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      await this.page.keyboard.press(backwards ? "Shift+Tab" : "Tab")
      const here = await this.nameOfFocus()
      if (typeof name === "string" ? here === name : name.test(here)) {
        return
      }
      stops.push(here)
    }
    throw new Error(`The Tab key does not lead to ${String(name)}, but to: ${stops.join(" | ")}`)
  }

  private async nameOfFocus(): Promise<string> {
    return await this.page.evaluate(() => {
      const { activeElement: element } = document
      const label = element?.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`) : null
      const content = element?.cloneNode(true) as Element | undefined
      content?.querySelectorAll("[aria-hidden=true]").forEach((unread) => unread.remove())
      return (element?.getAttribute("aria-label") ?? label?.textContent ?? content?.textContent ?? "").trim()
    })
  }

  /** Moves there with Tab, then presses Enter. */
  async press(name: string | RegExp): Promise<void> {
    await this.tabTo(name)
    await this.page.keyboard.press("Enter")
  }

  async openMotoPanel(): Promise<void> {
    await this.page.getByRole("button", { name: "Take a card payment" }).waitFor()
    await this.press("Take a card payment")
    await this.page.getByLabel("Card number").waitFor()
  }

  /** Moves from the card number back to the choice between authorizing and charging, and forward again. */
  async chargeAtOnce(): Promise<void> {
    await this.tabTo("Authorize now", { backwards: true })
    // The choice changes while the key is down, after the focus: on a busy machine this takes longer than a key press.
    await this.page.keyboard.down("ArrowRight")
    await this.page.getByRole("button", { name: /^Charge / }).waitFor()
    await this.page.keyboard.up("ArrowRight")
    await this.tabTo("Card number")
  }

  /** Types a card, starting at the number, where the panel sets the focus. */
  async typeCard({ number, cvv }: { number: string; cvv: string }): Promise<void> {
    const year = String(new Date().getFullYear() + 2).slice(-2)
    const { keyboard } = this.page
    await this.page.waitForFunction(() => document.activeElement?.getAttribute("data-form-type") === "other")
    await keyboard.type(number.match(/.{1,4}/g)?.join(" ") ?? "")
    await keyboard.press("Tab")
    await keyboard.type(`11${year}`)
    await keyboard.press("Tab")
    await keyboard.type(cvv)
    await keyboard.press("Tab")
    await keyboard.type("Maria Rossi")
  }

  /** Opens the panel, types a card and presses Enter. */
  async takeCard(card: { number: string; cvv: string }): Promise<void> {
    await this.openMotoPanel()
    await this.typeCard(card)
    await this.page.keyboard.press("Enter")
  }

  heading(name: string): Locator {
    return this.page.getByRole("heading", { name, exact: true })
  }

  /** Serious accessibility violations within a part of the page. */
  async accessibilityFaults(part: Locator): Promise<string[]> {
    // After the panels' animation, during which everything is half transparent.
    await this.page.waitForTimeout(400)
    await this.page.evaluate(axe.source)
    return await part.evaluate(async (element) => {
      const { axe: engine } = globalThis as unknown as { axe: typeof axe }
      const { violations } = await engine.run(element as HTMLElement)
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" · ")}`)
    })
  }

  /** Everything that the browser stores, as one text. */
  async leftBehind(): Promise<string> {
    const inPage = await this.page.evaluate(() =>
      [
        // SVG paths and times contain many numbers.
        document.documentElement.outerHTML
          .replace(/<svg[^]*?<\/svg>/g, "")
          .replace(/\d\d:\d\d:\d\d\.\d+Z/g, ""),
        ...[...document.querySelectorAll("input")].map(({ value }) => value),
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        JSON.stringify(history.state),
        document.cookie,
        location.href,
      ].join("\n")
    )
    return `${inPage}\n${JSON.stringify(await this.context.storageState({ indexedDB: true }))}`
  }
}
