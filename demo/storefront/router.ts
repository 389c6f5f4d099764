import { BALANCE_PATH, balancePage } from "./pages/balance-page"
import { cartPage } from "./pages/cart-page"
import { checkoutPage } from "./pages/checkout-page"
import { messagePage } from "./pages/message-page"
import type { Page } from "./pages/page"
import { shopPage } from "./pages/shop-page"
import { thankYouPage } from "./pages/thank-you-page"
import type { Shell } from "./shell"
import type { Shop } from "./shop"
import { whyNot } from "./store/why-not"
import type { App } from "./app"

const PAGES: Readonly<Record<string, (shop: Shop, app: App) => Page | Promise<Page>>> = {
  "/": shopPage,
  "/cart": cartPage,
  "/checkout": checkoutPage,
  "/thank-you": thankYouPage,
}

/** Shows the page for the current URL. */
export class Router implements App {
  private shown: Page | undefined
  private turn = 0

  constructor(
    private readonly shop: Shop,
    private readonly shell: Shell
  ) {
    addEventListener("popstate", () => void this.show())
    // Return from the bank by the browser's Back button: the page was frozen, and the payment may have changed.
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) {
        void this.show()
      }
    })
    shell.onRouteTo = (path) => void this.go(path)
  }

  async go(path: string, how: "push" | "replace" = "push"): Promise<void> {
    history[how === "push" ? "pushState" : "replaceState"]({}, "", path)
    await this.show("top")
  }

  async refresh(): Promise<void> {
    await this.show()
  }

  announce(message: string, how?: "shown" | "said"): void {
    this.shell.announce(message, how)
  }

  /** @param from scroll position of the new page: its top, or unchanged. */
  async show(from: "top" | "here" = "here"): Promise<void> {
    const turn = ++this.turn
    this.shown?.leave?.()
    this.shell.setBusy(true)
    const page = await this.load()
    // Skip if a later navigation was faster.
    if (turn === this.turn) {
      this.shown = page
      document.title =
        page.title === "" ? this.shop.texts.shopName : `${page.title} · ${this.shop.texts.shopName}`
      this.shell.show(page.content)
      this.shell.setBusy(false)
      if (from === "top") {
        scrollTo({ top: 0, behavior: "instant" })
      }
      page.entered?.()
    } else {
      page.leave?.()
    }
  }

  private async load(): Promise<Page> {
    const { texts } = this.shop
    const { pathname } = location
    const page = pathname.startsWith(BALANCE_PATH) ? balancePage : PAGES[pathname]
    if (page === undefined) {
      return messagePage(texts.pageNotFound, { label: texts.goShopping, act: () => void this.go("/") })
    }
    try {
      return await page(this.shop, this)
    } catch (error) {
      return messagePage(whyNot(texts, error), {
        label: texts.tryAgain,
        act: () => void this.refresh(),
      })
    }
  }
}
