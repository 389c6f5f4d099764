/** Who bears a chargeback for fraud, as far as 3-D Secure decides it. */
export type Liability = "issuer" | "shop" | "unknown"

/**
 * Electronic commerce indicators: 05-07 of Visa and most circuits, 00-02 of Mastercard. Authenticated (05, 02), or tried
 * and the issuer could not (06, 01): the issuer bears it. Not authenticated, or exempted at the shop's wish (07, 00): the
 * shop does.
 */
const BY_ECI: Readonly<Record<string, Liability>> = {
  "05": "issuer",
  "02": "issuer",
  "06": "issuer",
  "01": "issuer",
  "07": "shop",
  "00": "shop",
}

/** XPay's word for a payer who was authenticated, where it gives no indicator: on its page and in 2 steps. */
const AUTHENTICATED = "FULL_SECURE"

/** @param status XPay's word for what 3-D Secure came to */
export function liabilityOf(eci: string | undefined, status?: string): Liability {
  if (eci === undefined) {
    return status === AUTHENTICATED ? "issuer" : "unknown"
  }
  return BY_ECI[eci.padStart(2, "0")] ?? "unknown"
}
