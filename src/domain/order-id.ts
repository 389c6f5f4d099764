import { randomInt } from "node:crypto"

/** XPay's name for one attempt: at most 18 characters of `[A-Z0-9]`, never used twice. */
export type XPayOrderId = string & { readonly __brand: "XPayOrderId" }

/** Crockford's base 32: no I, L, O or U, so that an id can be read over the telephone. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** 32^9 milliseconds are about 1,100 years: the time part never overflows. */
const TIME_CHARACTERS = 9
const RANDOM_CHARACTERS = 8

/**
 * A new XPay order id: a letter, the time, then 40 random bits. Sorts by time in the merchant's back office.
 *
 * 18 characters is the shortest of the maxima that Nexi's sources give (18 and 27), hence safe on every terminal.
 */
export function newOrderId(now: number): XPayOrderId {
  let time = Math.floor(now)
  let head = ""
  for (let i = 0; i < TIME_CHARACTERS; i++) {
    head = ALPHABET.charAt(time % ALPHABET.length) + head
    time = Math.floor(time / ALPHABET.length)
  }
  let tail = ""
  for (let i = 0; i < RANDOM_CHARACTERS; i++) {
    tail += ALPHABET.charAt(randomInt(ALPHABET.length))
  }
  return `M${head}${tail}` as XPayOrderId
}
