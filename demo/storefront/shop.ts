import { createXPayClient, type XPayClient } from "../../src/storefront"
import { PRODUCTS } from "../catalogue"
import { recall, remember } from "./remembered"
import type { Region, Settings } from "./settings"
import { Basket } from "./store/basket"
import { StoreClient } from "./store/store-client"
import { en } from "./texts/en"
import { it, type Texts } from "./texts/it"

export const LANGUAGES = { it, en } as const

export type Language = keyof typeof LANGUAGES

function chosenLanguage(): Language | undefined {
  const chosen = recall("language")
  return chosen === "en" || chosen === "it" ? chosen : undefined
}

/** The first of the browser's languages that the shop supports, else English. */
function browserLanguage(): Language {
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())
  return spoken.find((language) => language === "it" || language === "en") === "it" ? "it" : "en"
}

/** Shared state of all pages: the store, the shopper's cart, language and region. */
export class Shop {
  readonly store: StoreClient
  readonly basket: Basket
  language: Language
  region: Region
  /** Uses the shopper's language. */
  xpay: XPayClient

  constructor(readonly settings: Settings) {
    this.store = new StoreClient(settings)
    this.basket = new Basket(this.store)
    this.language = chosenLanguage() ?? browserLanguage()
    const currency = recall("currency")
    this.region = settings.regions.find((region) => region.currency === currency) ?? settings.regions[0]
    this.xpay = this.createClient()
  }

  get texts(): Texts {
    return LANGUAGES[this.language]
  }

  setLanguage(language: Language): void {
    this.language = language
    remember("language", language)
    this.xpay = this.createClient()
  }

  setRegion(region: Region): void {
    this.region = region
    remember("currency", region.currency)
  }

  /** Formats major units: `12,90 €`, `2100 ¥`, `4,375 KWD`. */
  money(amount: number, currency = this.region.currency): string {
    return new Intl.NumberFormat(this.language === "it" ? "it-IT" : "en-GB", {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
    }).format(amount)
  }

  /** A product's name and description in the shopper's language; `stored` are the store's texts. */
  productTexts(handle: string, stored: { title: string; description?: string | null }) {
    const english = PRODUCTS.find((product) => product.handle === handle)?.english
    return this.language === "en" && english !== undefined
      ? english
      : { title: stored.title, description: stored.description ?? "" }
  }

  private createClient(): XPayClient {
    const { backendUrl: baseUrl, publishableKey } = this.settings
    return createXPayClient({ baseUrl, publishableKey, locale: this.language })
  }
}

/** The store holds full image URLs; the images are served from here, whatever the current port. */
export function picture(thumbnail: string | null): string {
  return thumbnail === null ? "" : new URL(thumbnail, location.href).pathname
}
