import type { MedusaContainer } from "@medusajs/framework/types"
import type { Customer } from "../../gateway/wire/customer-info"

/**
 * A shop's own decisions about the payments of its checkout: the option `extensions`. Each function is called before
 * a payment is recorded, or before XPay's card fields are charged, and has three seconds.
 */
export interface XPayExtensions {
  /** Changes what XPay is sent about a payment. If it fails, the payment goes on as without it. */
  readonly describe?:
    | ((payment: XPayPaymentFacts, tools: XPayExtensionTools) => XPayDescription | Promise<XPayDescription>)
    | undefined
  /**
   * Whether a payment method is offered for a cart: called for each method that the plugin would list, and again when a
   * session is created and when it is paid. If it fails, the method is not offered.
   *
   * @param method `card`, `page` (XPay's page with all methods), or XPay's name of a method, such as `PAYPAL`
   */
  readonly offerMethod?:
    | ((method: string, cart: XPayCartFacts, tools: XPayExtensionTools) => boolean | Promise<boolean>)
    | undefined
  /**
   * Decides about the risk of a payment, before it starts and again before XPay's card fields are charged. If it fails, the
   * payment is refused, and the shopper can try again.
   */
  readonly assessRisk?:
    ((payment: XPayPaymentFacts, tools: XPayExtensionTools) => XPayRisk | Promise<XPayRisk>) | undefined
}

export const XPAY_RISKS = ["proceed", "challenge", "review", "refuse"] as const

/**
 * `challenge`: ask the issuer for a 3-D Secure challenge. `review`: hold the money, and capture nothing until staff accept the
 * payment. `refuse`: the shopper reads that the payment is not possible.
 */
export type XPayRisk = (typeof XPAY_RISKS)[number]

/** What a function can work with beside the facts. */
export interface XPayExtensionTools {
  /** Medusa's container of the request: `container.resolve("query")`, services, the logger. */
  readonly container: MedusaContainer
}

/** A cart that is to be paid. Card data are never among the facts. */
export interface XPayCartFacts {
  readonly cartId: string
  /** Medusa's id of the payment provider: `pp_xpay_…`. */
  readonly providerId: string
  /** Of the whole cart. Minor units: 5000 is €50.00, and ¥5000. The currency in capital letters. */
  readonly amount: { readonly minor: number; readonly currency: string }
  readonly regionId: string | null
  readonly salesChannelId: string | null
  /** Null as long as the cart has no e-mail address. A guest has no account and no groups. */
  readonly customer: XPayCustomerFacts | null
  readonly items: readonly XPayItemFacts[]
  readonly shippingOptionIds: readonly string[]
  /** Two letters, lower case, as Medusa has them: `it`. */
  readonly billingCountry: string | null
  readonly shippingCountry: string | null
}

export interface XPayCustomerFacts {
  readonly id: string
  readonly hasAccount: boolean
  readonly groups: readonly { readonly id: string; readonly name: string }[]
}

export interface XPayItemFacts {
  readonly productId: string | null
  readonly variantId: string | null
  readonly sku: string | null
  readonly quantity: number
}

/** A payment that a shopper is about to make. */
export interface XPayPaymentFacts extends XPayCartFacts {
  /** As in `offerMethod`. */
  readonly method: string
  /** How it reaches XPay: a card form of the shop's, XPay's card fields, or XPay's page. */
  readonly channel: "card" | "fields" | "hosted"
  readonly usesSavedCard: boolean
  /** The customer wants the card to be saved. */
  readonly savesCard: boolean
}

/** What a payment is sent with, in place of what the plugin sends. What is left out stays as it is. */
export interface XPayDescription {
  /** Shown to the payer and in the XPay back office. Cut at 255 characters. */
  readonly description?: string | undefined
  /** The back office can search by it; the cart's id without it. Cut at 255 characters. */
  readonly customField?: string | undefined
  /** Facts about the customer for the issuer; each one replaces the plugin's. What XPay cannot take is left out. */
  readonly customer?: Customer | undefined
  /** Whether a 3-D Secure challenge is requested, in place of the option `exemptions`. */
  readonly challenge?: "requested" | "no_preference" | undefined
}
