import { createContext, useContext } from "react"
import type { Confirmation } from "../card-fields"
import type {
  CardForm,
  CardPaymentInput,
  NoMethodReason,
  PagePaymentResult,
  Payment,
  PaymentMethod,
  PaymentReference,
  XPayClient,
} from "../index"
import type { XPayTexts } from "./texts"

/** The state of a checkout for its components. */
export interface XPayCheckout {
  readonly client: XPayClient
  readonly locale: string
  readonly texts: XPayTexts
  /** As passed to the provider. */
  readonly cartId: string
  readonly cartTotal: string | number | undefined
  readonly returnUrl: string
  /** The payment methods for the cart; undefined until they are known. */
  readonly methods: readonly PaymentMethod[] | undefined
  /** Why there is no payment method. With `nothing_due`, `XPayFreeOrder` orders the cart without a payment. */
  readonly reason: NoMethodReason | undefined
  /**
   * The provider of the payment under way; `free` while a free cart is being ordered; undefined: the shopper may pay.
   * Keeps its value while the page is being left.
   */
  readonly paying: string | undefined
  /** Message for the shopper: why a payment did not succeed. */
  readonly message: string | undefined
  /** The card errors that the server found, by field. */
  readonly cardErrors: Readonly<Partial<Record<string, string>>>

  /** Pays by card. @returns whether the form may discard the card. */
  readonly payByCard: (
    providerId: string,
    card: Pick<CardPaymentInput, "card" | "saveCard">
  ) => Promise<boolean>
  /** Shows an existing payment. */
  readonly take: (payment: Payment) => void
  /**
   * Pays with the card in XPay's fields.
   *
   * @param confirm confirms the card in the fields
   * @param submit has the server pay, and first reports the payment's reference
   * @returns whether the fields are used up and must be opened again
   */
  readonly payByCardFields: (
    providerId: string,
    confirm: () => Promise<Confirmation>,
    submit: (start: (reference: PaymentReference) => void) => Promise<PagePaymentResult>
  ) => Promise<boolean>
  /** For the button of a method: leaves for XPay's page. */
  readonly payOnPage: (providerId: string) => Promise<void>
  /** Leaves for XPay's page, where the customer confirms. */
  readonly payBySavedCard: (providerId: string, savedCardId: string) => Promise<void>
  /** Orders a free cart. */
  readonly orderFree: () => Promise<unknown>
  /** Shows the shopper why something failed. */
  readonly say: (error: unknown) => void
}

export interface XPayCheckoutOptions {
  /** Create it once, outside of components. */
  readonly client: XPayClient
  /** Language of the components' texts; pass the same to the client. */
  readonly locale?: string
  readonly texts?: Partial<XPayTexts>
  readonly cartId: string
  /** The cart's total, or any value that changes with it: the payment methods are then requested again. */
  readonly cartTotal?: string | number
  /** Where the shopper returns; below one of the shop's `storefrontUrls`. */
  readonly returnUrl: string
  /** The card form to show if the region has both: the shop's `own`, the default, or XPay's `fields`. */
  readonly cardForm?: CardForm
  /** Where the bank's page opens: in place of this page, or in a window over it. */
  readonly challenge?: "redirect" | "frame"
  /** Called before every payment, e.g. to save the address. `false`: something is missing, and nothing is paid. */
  readonly beforePay?: () => boolean | void | Promise<boolean | void>
  /** A payment starts. Store the reference across reloads, for `client.resume`. */
  readonly onStart?: (reference: PaymentReference) => void
  /**
   * A payment has a result on this page: `paid`, `declined`, …, or `processing` and `verifying`, which require waiting.
   */
  readonly onPayment: (payment: Payment) => void
  /** A free cart is ordered. Required if `XPayFreeOrder` is used. */
  readonly onOrder?: (orderId: string) => void
}

export const CheckoutContext = createContext<XPayCheckout | undefined>(undefined)

/** The checkout around the component. @throws outside of an `XPayProvider`. */
export function useXPay(): XPayCheckout {
  const checkout = useContext(CheckoutContext)
  if (checkout === undefined) {
    throw new Error("No XPayProvider is around this.")
  }
  return checkout
}
