import type { ReactElement, ReactNode } from "react"
import { CheckoutContext, type XPayCheckoutOptions } from "./checkout-context"
import { useCheckout } from "./use-checkout"

/** Provides a checkout to the payment components. */
export function XPayProvider({
  children,
  ...options
}: XPayCheckoutOptions & { readonly children: ReactNode }): ReactElement {
  return <CheckoutContext.Provider value={useCheckout(options)}>{children}</CheckoutContext.Provider>
}
