import { LANGUAGES, type Language, type Shop } from "./shop"
import { h } from "./ui/h"
import { icon } from "./ui/icon"
import { keepFocus } from "./ui/keep-focus"
import { link } from "./ui/link"

/** How long a message stays on screen. */
const TOAST_MS = 3_500

/** Header and footer around every page, and the announcements. */
export class Shell {
  /** Set by the router. */
  onRouteTo: (path: string) => void = () => undefined
  /** Called when language or region changes: everything must be rendered again. */
  onChange: () => void = () => undefined
  private readonly main = h("main", { id: "content" })
  private readonly toast = h("p", { class: "toast", role: "status", "aria-live": "polite" })
  private readonly cart = h("a", { class: "cart-link", href: "/cart" })
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly shop: Shop) {
    shop.basket.onChange(() => this.showCart())
    this.cart.addEventListener("click", this.to("/cart"))
  }

  /** Draws header and footer in the shopper's language. */
  draw(): void {
    keepFocus(() => this.drawAnew())
  }

  private drawAnew(): void {
    const { texts, language, settings } = this.shop
    document.documentElement.lang = language
    document.body.replaceChildren(
      h("a", { class: "skip", href: "#content" }, texts.skipToContent),
      h("p", { class: "ribbon" }, texts.demoRibbon),
      h(
        "header",
        { class: "top" },
        h(
          "a",
          { class: "brand", href: "/", click: this.to("/") },
          h("img", { src: "/favicon.svg", alt: "", width: 34, height: 34 }),
          h("span", {}, texts.shopName)
        ),
        h("nav", { "aria-label": texts.language, class: "languages" }, ...this.languages()),
        this.cart
      ),
      this.main,
      h(
        "footer",
        { class: "bottom" },
        this.regionChoice(),
        h(
          "p",
          { class: "behind" },
          h("span", { class: "soft" }, `${texts.backOffice}: `),
          outside(settings.dashboardUrl, texts.dashboard),
          outside(settings.simulatorUrl, texts.simulator)
        )
      ),
      this.toast
    )
    this.showCart()
  }

  show(content: HTMLElement): void {
    const isKept = keepFocus(() => this.main.replaceChildren(content))
    const heading = this.main.querySelector("h1")
    heading?.setAttribute("tabindex", "-1")
    if (!isKept) {
      heading?.focus({ preventScroll: true })
    }
  }

  setBusy(isBusy: boolean): void {
    this.main.setAttribute("aria-busy", String(isBusy))
  }

  /** @param how `said`: the page itself already shows it. */
  announce(message: string, how: "shown" | "said" = "shown"): void {
    clearTimeout(this.timer)
    this.toast.textContent = message
    this.toast.classList.toggle("is-shown", how === "shown")
    this.timer = setTimeout(() => this.toast.classList.remove("is-shown"), TOAST_MS)
  }

  private showCart(): void {
    const { texts, basket } = this.shop
    this.cart.setAttribute("aria-label", texts.cartWith(basket.count))
    this.cart.replaceChildren(
      icon("cart"),
      ...(basket.count === 0
        ? []
        : [h("span", { class: "badge", "aria-hidden": "true" }, String(basket.count))])
    )
  }

  private languages(): HTMLElement[] {
    const { shop } = this
    return (Object.keys(LANGUAGES) as Language[]).map((language) =>
      h(
        "button",
        {
          type: "button",
          lang: language,
          "data-keep": language,
          "aria-pressed": String(language === shop.language),
          "aria-label": language === "it" ? "Italiano" : "English",
          click: () => {
            shop.setLanguage(language)
            this.onChange()
          },
        },
        language.toUpperCase()
      )
    )
  }

  private regionChoice(): HTMLElement {
    const { shop } = this
    const { texts, settings } = shop
    const select = h(
      "select",
      { id: "region", "data-keep": "region" },
      ...settings.regions.map(({ currency, country }) =>
        h(
          "option",
          { value: currency, selected: currency === shop.region.currency },
          `${texts.countries[country] ?? country} · ${currency.toUpperCase()}`
        )
      )
    )
    select.addEventListener("change", () => {
      const region = settings.regions.find(({ currency }) => currency === select.value)
      if (region !== undefined) {
        shop.setRegion(region)
        this.onChange()
      }
    })
    return h("p", { class: "region" }, h("label", { for: "region" }, texts.country), select)
  }

  private to(path: string): (event: Event) => void {
    return link({ go: (to) => Promise.resolve(this.onRouteTo(to)) }, path)
  }
}

function outside(href: string, label: string): HTMLElement {
  return h("a", { href, target: "_blank", rel: "noopener" }, label, icon("out"))
}
