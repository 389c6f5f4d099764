/** The response of the shop's server after opening card fields at XPay. */
export interface CardFieldsSession {
  /** XPay's frames, in its order. */
  readonly fields: readonly { readonly id: string; readonly src: string }[]
  /**
   * XPay's script, and its hash. The hash is set only if XPay allows other sites to read the script; otherwise a script
   * with a hash cannot be loaded.
   */
  readonly sdk: { readonly src: string; readonly integrity?: string | undefined }
  /** Time until unused fields must be reopened, in milliseconds. */
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

/** A field, with the same name as in the card form. A terminal may have others, named as at XPay. */
export type CardFieldName = (typeof NAMES)[keyof typeof NAMES] | (string & {})

const ORDER: readonly string[] = Object.keys(NAMES)

export function fieldName(id: string): CardFieldName {
  return NAMES[id as keyof typeof NAMES] ?? id.toLowerCase()
}

/** Sorts fields in the order of a card form; unknown ones come last. */
export function inOrder<T extends { readonly id: string }>(fields: readonly T[]): readonly T[] {
  const place = ({ id }: T) => ORDER.indexOf(id) + 1 || ORDER.length + 1
  return [...fields].sort((one, other) => place(one) - place(other))
}
