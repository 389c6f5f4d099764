/** The outcome of 3-D Secure. `attempted`: the issuer could not authenticate. */
export type Proof = "authenticated" | "attempted" | "none"

/** Who is liable for a fraud chargeback, as far as 3-D Secure decides it. */
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

/** XPay's status of an authenticated payer where it returns no ECI: on its page and in 2 steps. */
const AUTHENTICATED = "FULL_SECURE"

/**
 * @param status XPay's 3-D Secure status
 * @returns undefined if neither shows it
 */
export function proofOf(eci: string | undefined, status?: string): Proof | undefined {
  if (eci === undefined) {
    return status === AUTHENTICATED ? "authenticated" : undefined
  }
  return BY_ECI[eci.padStart(2, "0")]
}

/**
 * The issuer is liable if the payer was authenticated or the issuer could not authenticate. The shop is liable if
 * nobody was authenticated or the shop requested an exemption.
 */
export function liabilityOf(eci: string | undefined, status?: string): Liability {
  const proof = proofOf(eci, status)
  return proof === undefined ? "unknown" : proof === "none" ? "shop" : "issuer"
}
