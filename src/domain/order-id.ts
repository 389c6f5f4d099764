import { randomInt } from "node:crypto"
import { asXPayOrderId, type XPayOrderId } from "./ids"

/** Crockford's base 32: no I, L, O or U, so that an id can be read over the phone. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** The time in the format of Medusa's ids (ULIDs): later ids sort after earlier ones. */
export function ulidTime(milliseconds: number): string {
  return inBase32(milliseconds, 10)
}

/** 32^9 milliseconds are about 1,100 years: the time part never overflows. */
const TIME_CHARACTERS = 9
const RANDOM_CHARACTERS = 8

/**
 * A new XPay order id: a letter, the time, then 40 random bits. Sorts by time in the merchant's back office.
 *
 * 18 characters is the lower of the two maxima in Nexi's sources (18 and 27), so it is safe on every terminal.
 */
export function newOrderId(now: number): XPayOrderId {
  let tail = ""
  for (let i = 0; i < RANDOM_CHARACTERS; i++) {
    tail += ALPHABET.charAt(randomInt(ALPHABET.length))
  }
  return asXPayOrderId(`M${inBase32(now, TIME_CHARACTERS)}${tail}`)
}

function inBase32(value: number, characters: number): string {
  let rest = Math.floor(value)
  let text = ""
  for (let i = 0; i < characters; i++) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text
    rest = Math.floor(rest / ALPHABET.length)
  }
  return text
}
