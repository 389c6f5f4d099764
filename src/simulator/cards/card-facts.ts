import { createHmac, randomBytes } from "node:crypto"

import { isLuhnValid } from "./luhn"
import { behaviourOf, testCards, type CardBehaviour } from "./test-cards"

/** A card as received. It lives no longer than the request that carries it. */
export interface CardInput {
  readonly pan: string
  /** MMYY */
  readonly expiryDate: string
}

/** What the simulator keeps of a card: no number and no security code. */
export interface CardFacts {
  /** A keyed hash of number and expiry: enough to recognise the same card in two requests. */
  readonly fingerprint: string
  readonly circuit: string
  readonly maskedPan: string
  readonly lastFour: string
  /** YYYYMM, as in `additionalData.cardExpiryDate`. */
  readonly expiry: string
  /** 64 hex digits, stable per card number within one run. */
  readonly cardId: string
  readonly cardId4: string
  /** How its issuer treats it. */
  readonly behaviour: CardBehaviour
}

/** Turns card numbers into facts. Its keys are drawn at start and never leave the process. */
export class CardReader {
  private readonly fingerprintKey = randomBytes(32)
  private readonly cardIdKey = randomBytes(32)
  private readonly cardId4Key = randomBytes(32)

  read(card: CardInput): CardFacts {
    const test = testCards.find(({ pan }) => pan === card.pan)
    return {
      fingerprint: this.keyedHash(this.fingerprintKey, `${card.pan}|${card.expiryDate}`).toString("hex"),
      circuit: test?.circuit ?? circuitOf(card.pan),
      maskedPan: `${card.pan.slice(0, 6)}${"*".repeat(card.pan.length - 10)}${card.pan.slice(-4)}`,
      lastFour: card.pan.slice(-4),
      expiry: `20${card.expiryDate.slice(2)}${card.expiryDate.slice(0, 2)}`,
      cardId: this.cardIdOf(card.pan),
      cardId4: this.keyedHash(this.cardId4Key, card.pan).toString("base64"),
      behaviour: behaviourOf(card.pan),
    }
  }

  /** The stable id of a card number, so that rules for a number need not keep it. */
  cardIdOf(pan: string): string {
    return this.keyedHash(this.cardIdKey, pan).toString("hex")
  }

  private keyedHash(key: Buffer, text: string): Buffer {
    return createHmac("sha256", key).update(text).digest()
  }
}

/** Number ranges of the circuits, in order. */
export const prefixes: readonly (readonly [RegExp, string])[] = [
  [/^4/, "VISA"],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, "MC"],
  [/^3[47]/, "AMEX"],
  [/^35(?:2[89]|[3-8])/, "JCB"],
  [/^3(?:0[0-5]|[689])/, "DINERS"],
  [/^62/, "UPI"],
]

/** The circuit by number range. XPay documents no list: any other range counts as Maestro. */
function circuitOf(pan: string): string {
  return prefixes.find(([prefix]) => prefix.test(pan))?.[1] ?? "MAE"
}

const cardLikeRun = /\d(?:[ -]?\d){12,18}/g

/** Masks possible card numbers in text from outside (a path, a correlation id). */
export function maskCardNumbers(text: string): string {
  return text.replace(cardLikeRun, (run) => {
    const digits = run.replace(/\D/g, "")
    return isLuhnValid(digits) ? `${"*".repeat(digits.length - 4)}${digits.slice(-4)}` : run
  })
}
