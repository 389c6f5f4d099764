/** `pp_xpay_main`, `pp_xpay-paypal_main`: the payment method, and the terminal's entry in `medusa-config.ts`. */
const PROVIDER_ID = /^pp_xpay(?:-([a-z0-9]+))?(?:_(.+))?$/

/** The part after `xpay-` in the provider of XPay's whole page. */
export const HOSTED_METHOD = "hosted"

/** The part after `xpay-` in the provider of XPay's card fields. */
export const FIELDS_METHOD = "fields"

export interface ProviderName {
  /** The part after `xpay-` in the provider's identifier; undefined for cards. */
  readonly method: string | undefined
  /** The `id` of the provider's entry in the payment module's options. */
  readonly entryId: string | undefined
}

/** The parts of one of our provider ids; undefined for other providers. */
export function readProviderId(providerId: string): ProviderName | undefined {
  const match = PROVIDER_ID.exec(providerId)
  return match === null ? undefined : { method: match[1], entryId: match[2] }
}

/**
 * The provider id of a payment method on a terminal.
 *
 * @param method what follows `xpay-` in the provider's identifier; undefined for cards
 * @param entryId the `id` of the terminal's entry in `medusa-config.ts`; empty or undefined if it has none
 */
export function providerIdOf(method: string | undefined, entryId: string | undefined): string {
  const provider = method === undefined ? "pp_xpay" : `pp_xpay-${method}`
  return entryId === undefined || entryId === "" ? provider : `${provider}_${entryId}`
}

/** The card provider of the same terminal: saved cards belong to it, whichever of the terminal's providers made them. */
export function cardProviderOf({ entryId }: ProviderName): string {
  return providerIdOf(undefined, entryId)
}
