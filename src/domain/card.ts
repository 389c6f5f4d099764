import { inspect } from "node:util"
import { cvv as checkCvv, number as checkNumber } from "card-validator"
import { isExpired } from "./card-expiry"
import { hasCardNumber } from "./card-numbers/find-card-numbers"
import { plainDigits } from "./card-numbers/read-digits"

/** Card circuits in XPay's spelling; `undefined` for a circuit XPay has no name for. */
export type Circuit = "VISA" | "MC" | "MAE" | "AMEX" | "JCB" | "DINERS" | "UPI"

const CIRCUITS: Readonly<Record<string, Circuit>> = {
  visa: "VISA",
  mastercard: "MC",
  maestro: "MAE",
  "american-express": "AMEX",
  jcb: "JCB",
  "diners-club": "DINERS",
  discover: "DINERS",
  unionpay: "UPI",
}

/** A card as typed, with the digits of any script. Spaces and dashes in the number are allowed; the year may have two or four digits. */
export interface CardInput {
  readonly number: string
  readonly expiryMonth: string | number
  readonly expiryYear: string | number
  readonly cvv?: string | undefined
  readonly holder: string
}

export type CardField = "number" | "expiry" | "cvv" | "holder"

/** One error in a card, by field. Never contains what was typed. */
export type CardProblem =
  | { readonly field: CardField; readonly code: "missing" | "invalid" }
  | { readonly field: "expiry"; readonly code: "expired" }

export interface CardRules {
  /** Now, in milliseconds. */
  readonly now: number
  /** Optional for MOTO payments, required for shoppers. Default true. */
  readonly cvvRequired?: boolean
}

/** The digits in XPay's format. Created at the last moment, held for one call. */
export interface RevealedCard {
  readonly pan: string
  /** `MMYY` */
  readonly expiryDate: string
  readonly cvv?: string
}

/** The card data that may be displayed and stored. */
export interface MaskedCard {
  readonly circuit?: Circuit
  readonly last4: string
  /** `YYYYMM`, as XPay returns it. */
  readonly expiry: string
  /** Country of issue, ISO 3166-1 alpha-2; only in XPay's response. */
  readonly country?: string
  /** The card type in XPay's terms (`MONETA`); only in XPay's response. */
  readonly type?: string
}

const MASK = "••••"
const XPAY_PAN = /^\d{13,19}$/

/**
 * A payment card that cannot be disclosed by accident: printing, serializing or copying it gives the mask. The digits
 * are in buffers that {@link Card.wipe} overwrites; only {@link Card.reveal} returns them.
 */
export class Card {
  readonly masked: MaskedCard
  readonly holder: string
  readonly #pan: Buffer
  readonly #cvv: Buffer | undefined
  readonly #expiryDate: string
  #wiped = false

  private constructor(revealed: RevealedCard, holder: string) {
    this.#pan = Buffer.from(revealed.pan, "latin1")
    this.#cvv = revealed.cvv === undefined ? undefined : Buffer.from(revealed.cvv, "latin1")
    this.#expiryDate = revealed.expiryDate
    this.holder = holder
    const circuit = circuitOf(revealed.pan)
    this.masked = {
      ...(circuit === undefined ? {} : { circuit }),
      last4: revealed.pan.slice(-4),
      expiry: `20${revealed.expiryDate.slice(2)}${revealed.expiryDate.slice(0, 2)}`,
    }
  }

  /**
   * Checks the input: Luhn, length and CVV length of the circuit, expiry (valid until its month is over everywhere on
   * earth), a holder without a card number in it.
   *
   * @returns the card, or every problem found, by field.
   */
  static parse(input: CardInput, rules: CardRules): { card: Card } | { problems: CardProblem[] } {
    const problems: CardProblem[] = []
    const pan = plainDigits(input.number).replace(/[\s-]/g, "")
    const numberCheck = checkNumber(pan, { luhnValidateUnionPay: true })
    if (pan === "") {
      problems.push({ field: "number", code: "missing" })
    } else if (!XPAY_PAN.test(pan) || !numberCheck.isValid) {
      problems.push({ field: "number", code: "invalid" })
    }

    const expiryDate = toExpiryDate(input.expiryMonth, input.expiryYear)
    if (expiryDate === undefined) {
      problems.push({ field: "expiry", code: isBlank(input.expiryMonth) ? "missing" : "invalid" })
    } else if (hasExpired(expiryDate, rules.now)) {
      problems.push({ field: "expiry", code: "expired" })
    }

    const cvv = plainDigits(input.cvv ?? "").trim()
    const cvvLength = numberCheck.card?.code.size ?? [3, 4]
    if (cvv === "") {
      if (rules.cvvRequired ?? true) {
        problems.push({ field: "cvv", code: "missing" })
      }
    } else if (!checkCvv(cvv, cvvLength).isValid) {
      problems.push({ field: "cvv", code: "invalid" })
    }

    const holder = input.holder.replace(/\s+/g, " ").trim()
    if (holder === "") {
      problems.push({ field: "holder", code: "missing" })
    } else if (holder.length > MAX_HOLDER || hasCardNumber(holder)) {
      problems.push({ field: "holder", code: "invalid" })
    }

    if (problems.length > 0 || expiryDate === undefined) {
      return { problems }
    }
    return { card: new Card({ pan, expiryDate, ...(cvv === "" ? {} : { cvv }) }, holder) }
  }

  /** A card from the vault. The content is trusted: {@link Card.seal} wrote it. */
  static unseal(sealed: Buffer): Card {
    const { holder, ...revealed } = JSON.parse(sealed.toString("utf8")) as RevealedCard & { holder: string }
    sealed.fill(0)
    return new Card(revealed, holder)
  }

  /** The card as bytes to encrypt, for the vault only. The caller overwrites them. */
  seal(): Buffer {
    return Buffer.from(JSON.stringify({ ...this.reveal(), holder: this.holder }), "utf8")
  }

  /** The digits. Read them at the last moment and keep no reference to them: a string cannot be wiped. */
  reveal(): RevealedCard {
    if (this.#wiped) {
      throw new Error("This card was wiped; its digits are gone.")
    }
    return {
      pan: this.#pan.toString("latin1"),
      expiryDate: this.#expiryDate,
      ...(this.#cvv === undefined ? {} : { cvv: this.#cvv.toString("latin1") }),
    }
  }

  /** Overwrites the digits. May be called twice. */
  wipe(): void {
    this.#pan.fill(0)
    this.#cvv?.fill(0)
    this.#wiped = true
  }

  toString(): string {
    return maskCard(this.masked)
  }

  toJSON(): string {
    return this.toString()
  }

  [Symbol.toPrimitive](): string {
    return this.toString()
  }

  [inspect.custom](): string {
    return `Card(${this.toString()})`
  }
}

/** `VISA •••• 4549` */
export function maskCard({ circuit, last4 }: Pick<MaskedCard, "circuit" | "last4">): string {
  return circuit === undefined ? `${MASK} ${last4}` : `${circuit} ${MASK} ${last4}`
}

/** XPay accepts 255 characters. No name is that long, and a pasted letter is not a name. */
const MAX_HOLDER = 100

function circuitOf(pan: string): Circuit | undefined {
  const type = checkNumber(pan).card?.type
  return type === undefined ? undefined : CIRCUITS[type]
}

function isBlank(value: string | number): boolean {
  return String(value).trim() === ""
}

function toExpiryDate(month: string | number, year: string | number): string | undefined {
  const monthText = plainDigits(String(month)).trim()
  const yearText = plainDigits(String(year)).trim()
  if (!/^\d{1,2}$/.test(monthText) || !/^(\d{2}|20\d{2})$/.test(yearText)) {
    return undefined
  }
  const monthNumber = Number(monthText)
  if (monthNumber < 1 || monthNumber > 12) {
    return undefined
  }
  return monthText.padStart(2, "0") + yearText.slice(-2)
}

/** No issuer issues cards for longer than this: a later year is a typing error. */
const MAX_YEARS_AHEAD = 20

function hasExpired(expiryDate: string, now: number): boolean {
  const year = 2000 + Number(expiryDate.slice(2))
  return (
    isExpired(`${year}${expiryDate.slice(0, 2)}`, now) ||
    year > new Date(now).getUTCFullYear() + MAX_YEARS_AHEAD
  )
}
