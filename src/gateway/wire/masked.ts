import { readText } from "./lenient"

/** Twelve digits or more, also in groups: too many to be a masked card number. */
const UNMASKED = /\d(?:[ -]?\d){11,}/g

/**
 * A masked card as XPay gives it (`434994******4549`, `***4549`), and masked once more in case it was not: at most the
 * first six and the last four digits may be kept.
 */
export function readMasked(value: unknown): string | undefined {
  return readText(value)?.replace(UNMASKED, (number) => {
    const digits = number.replace(/\D/g, "")
    return `${digits.slice(0, 6)}${"*".repeat(digits.length - 10)}${digits.slice(-4)}`
  })
}

/** The last four digits of a masked card, when it ends in them. */
export function lastFour(masked: string | undefined): string | undefined {
  return masked === undefined ? undefined : /\d{4}$/.exec(masked)?.[0]
}
