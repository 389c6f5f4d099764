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

/** A checkout as its components see it. */
export interface XPayCheckout {
  readonly client: XPayClient
  readonly locale: string
  readonly texts: XPayTexts
  /** As the provider was given them. */
  readonly cartId: string
  readonly cartTotal: string | number | undefined
  readonly returnUrl: string
  /** The payment methods for the cart; undefined until they are known. */
  readonly methods: readonly PaymentMethod[] | undefined
  /** Why there is no payment method: with `nothing_due` the cart is ordered by `XPayFreeOrder`, without a payment. */
  readonly reason: NoMethodReason | undefined
  /**
   * What is being paid with, by its provider; `free` while a cart that costs nothing is being ordered; undefined: the
   * shopper may pay. Stays while the page is being left.
   */
  readonly paying: string | undefined
  /** What to tell the shopper: why a payment did not come about. */
  readonly message: string | undefined
  /** What the server found wrong with the card, by field. */
  readonly cardErrors: Readonly<Partial<Record<string, string>>>

  /** Pays by card. @returns whether the form may forget the card. */
  readonly payByCard: (
    providerId: string,
    card: Pick<CardPaymentInput, "card" | "saveCard">
  ) => Promise<boolean>
  /** Shows a payment that is there already. */
  readonly take: (payment: Payment) => void
  /**
   * Pays with the card in XPay's fields.
   *
   * @param confirm confirms the card in the fields
   * @param submit has the server pay, and says before what is paid
   * @returns whether the fields are of no more use: then they are to be opened anew
   */
  readonly payByCardFields: (
    providerId: string,
    confirm: () => Promise<Confirmation>,
    submit: (start: (reference: PaymentReference) => void) => Promise<PagePaymentResult>
  ) => Promise<boolean>
  /** The button of a method: leaves for XPay's page. */
  readonly payOnPage: (providerId: string) => Promise<void>
  /** Leaves for XPay's page, where the customer confirms. */
  readonly payBySavedCard: (providerId: string, savedCardId: string) => Promise<void>
  /** Orders a cart that costs nothing. */
  readonly orderFree: () => Promise<unknown>
  /** Tells the shopper why something did not work. */
  readonly say: (error: unknown) => void
}

export interface XPayCheckoutOptions {
  /** Made once, outside of components. */
  readonly client: XPayClient
  /** Of the components' texts; give the client the same. */
  readonly locale?: string
  readonly texts?: Partial<XPayTexts>
  readonly cartId: string
  /** What the cart costs, or anything else that changes with it: the payment methods are asked for again. */
  readonly cartTotal?: string | number
  /** Where the shopper comes back to; below one of the shop's `storefrontUrls`. */
  readonly returnUrl: string
  /** Which card form to show where the region has both: the shop's `own`, which is the default, or XPay's `fields`. */
  readonly cardForm?: CardForm
  /** Where the bank's page opens: instead of this page, or in a window over it. */
  readonly challenge?: "redirect" | "frame"
  /** Before every payment, e.g. to save the address. `false`: something is missing, and nothing is paid. */
  readonly beforePay?: () => boolean | void | Promise<boolean | void>
  /** A payment begins. Remember it over reloads, for `client.resume`. */
  readonly onStart?: (reference: PaymentReference) => void
  /** A payment has an outcome on this page: `paid`, `declined`, …, or `processing` and `verifying`, to be waited for. */
  readonly onPayment: (payment: Payment) => void
  /** A cart that costs nothing is ordered. Needed where `XPayFreeOrder` is shown. */
  readonly onOrder?: (orderId: string) => void
}

export const CheckoutContext = createContext<XPayCheckout | undefined>(undefined)

/** The checkout that the component is in. @throws outside of an `XPayProvider`. */
export function useXPay(): XPayCheckout {
  const checkout = useContext(CheckoutContext)
  if (checkout === undefined) {
    throw new Error("No XPayProvider is around this.")
  }
  return checkout
}
