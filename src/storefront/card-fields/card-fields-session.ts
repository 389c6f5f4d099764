/** What the shop's server answers when it has opened card fields at XPay. */
export interface CardFieldsSession {
  /** XPay's frames, in its order. */
  readonly fields: readonly { readonly id: string; readonly src: string }[]
  /** XPay's script, and its hash: only where XPay lets other sites read the script, or it cannot be loaded. */
  readonly sdk: { readonly src: string; readonly integrity?: string | undefined }
  /** When fields that nobody has typed into are to be opened anew, in milliseconds from now. */
  readonly renewAfterMs?: number | undefined
}

const NAMES = {
  CARD_NUMBER: "number",
  EXPIRATION_DATE: "expiry",
  SECURITY_CODE: "cvv",
  CARDHOLDER_NAME: "holder",
  CARDHOLDER_SURNAME: "surname",
  CARDHOLDER_EMAIL: "email",
  PRIVACY_CONDITIONS: "privacy",
} as const

/** A field by the name that it has in the card form, too. A terminal may have others, by XPay's own name for them. */
export type CardFieldName = (typeof NAMES)[keyof typeof NAMES] | (string & {})

const ORDER: readonly string[] = Object.keys(NAMES)

export function fieldName(id: string): CardFieldName {
  return NAMES[id as keyof typeof NAMES] ?? id.toLowerCase()
}

/** In the order of a card form; what it does not know comes last. */
export function inOrder<T extends { readonly id: string }>(fields: readonly T[]): readonly T[] {
  const place = ({ id }: T) => ORDER.indexOf(id) + 1 || ORDER.length + 1
  return [...fields].sort((one, other) => place(one) - place(other))
}
