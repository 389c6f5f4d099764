/** What 3-D Secure came to. `attempted`: the issuer could not authenticate. */
export type Proof = "authenticated" | "attempted" | "none"

/** Who bears a chargeback for fraud, as far as 3-D Secure decides it. */
export type Liability = "issuer" | "shop" | "unknown"

/** Electronic commerce indicators: 05-07 of Visa and most circuits, 00-02 of Mastercard. */
const BY_ECI: Readonly<Record<string, Proof>> = {
  "05": "authenticated",
  "02": "authenticated",
  "06": "attempted",
  "01": "attempted",
  "07": "none",
  "00": "none",
}

/** XPay's status of a payer who was authenticated, where it gives no ECI: on its page and in 2 steps. */
const AUTHENTICATED = "FULL_SECURE"

/**
 * @param status XPay's status of 3-D Secure
 * @returns undefined where neither shows it
 */
export function proofOf(eci: string | undefined, status?: string): Proof | undefined {
  if (eci === undefined) {
    return status === AUTHENTICATED ? "authenticated" : undefined
  }
  return BY_ECI[eci.padStart(2, "0")]
}

/**
 * Where the payer was authenticated, or the issuer could not do it, the issuer bears it. Where nobody was authenticated, or
 * the shop wished for an exemption, the shop does.
 */
export function liabilityOf(eci: string | undefined, status?: string): Liability {
  const proof = proofOf(eci, status)
  return proof === undefined ? "unknown" : proof === "none" ? "shop" : "issuer"
}
