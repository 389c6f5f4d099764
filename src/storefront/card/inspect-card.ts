import type { Locale } from "../locale"
import { CARD_TEXTS, type CardText } from "./card-texts"
import { circuitRules, type Circuit, type CircuitRules } from "./circuits"
import { digitsOf, monthFirst, plainDigits } from "./format"
import { isLuhnValid } from "./luhn"

/** A card as typed by the shopper. */
export interface CardInput {
  /** May contain spaces and dashes. */
  readonly number: string
  /** Month and year: `08/29`, `08/2029`, `0829`, and autofilled `2029-08`. */
  readonly expiry: string
  readonly cvv: string
  /** Name on the card. */
  readonly holder: string
}

export type CardField = keyof CardInput

/**
 * State of a field. `incomplete` may become valid with more typing, so show no error while the shopper is in the field;
 * `invalid` hardly ever does.
 */
export interface CardFieldState {
  readonly state: "empty" | "incomplete" | "invalid" | "valid"
  /** Message for the shopper; undefined if valid. */
  readonly message: string | undefined
}

export interface CardInspection {
  /** Known after a few digits; until then, and for circuits without an XPay name, undefined. */
  readonly circuit: Circuit | undefined
  /** Allowed numbers of digits. */
  readonly numberLengths: readonly number[]
  /**
   * Allowed numbers of digits of the security code: 3, or 4 for American Express; both while the circuit is unknown.
   */
  readonly cvvLengths: readonly number[]
  readonly fields: Readonly<Record<CardField, CardFieldState>>
  /** Every field is valid. */
  readonly isValid: boolean
}

/** The result for one field: its state, and the message unless it is valid. */
export type Finding =
  readonly ["valid", text?: undefined] | readonly ["empty" | "incomplete" | "invalid", CardText]

const VALID: Finding = ["valid"]

/**
 * Checks a card during typing. Never stricter than the server, which checks again.
 *
 * @param now in milliseconds
 */
export function inspectCard(input: CardInput, locale: Locale, now: number): CardInspection {
  const { rules, findings } = examineCard(input, now)
  const fields = Object.fromEntries(
    Object.entries(findings).map(([field, [state, text]]) => [
      field,
      { state, message: text && CARD_TEXTS[text][locale] },
    ])
  ) as unknown as Record<CardField, CardFieldState>
  return {
    circuit: rules.circuit,
    numberLengths: rules.lengths,
    cvvLengths: rules.cvvLengths,
    fields,
    isValid: Object.values(fields).every(({ state }) => state === "valid"),
  }
}

/** The results of {@link inspectCard}, before they are turned into messages. */
export function examineCard(
  { number, expiry, cvv, holder }: CardInput,
  now: number
): { rules: CircuitRules; findings: Record<CardField, Finding> } {
  const digits = digitsOf(number)
  const rules = circuitRules(digits)
  return {
    rules,
    findings: {
      number: inspectNumber(digits, rules),
      expiry: inspectExpiry(expiry, now),
      cvv: inspectCvv(cvv, rules),
      holder: inspectHolder(holder),
    },
  }
}

/** Month and two-digit year; undefined for anything else. */
export function readExpiry(typed: string): { readonly month: string; readonly year: string } | undefined {
  const [, month, year] = /^\s*(0?[1-9]|1[0-2])\s*[/-]?\s*(?:20)?(\d\d)\s*$/.exec(monthFirst(typed)) ?? []
  return month && year ? { month: month.padStart(2, "0"), year } : undefined
}

function inspectNumber(digits: string, { lengths }: CircuitRules): Finding {
  if (digits === "") {
    return ["empty", "number_missing"]
  }
  if (lengths.includes(digits.length) && isLuhnValid(digits)) {
    return VALID
  }
  // Hardly any VISA or Diners card is longer than 16: a wrong number of 16 is a typing error, not a longer one half typed.
  const isUsual = digits.length === 16 && !lengths.includes(17)
  return digits.length < Math.max(...lengths) && !isUsual
    ? ["incomplete", "number_incomplete"]
    : ["invalid", "number_invalid"]
}

/** The last time zone in which a month ends is twelve hours behind UTC. */
const LATEST_TIME_ZONE_MS = 12 * 3_600_000

const MAX_YEARS_AHEAD = 20

function inspectExpiry(typed: string, now: number): Finding {
  if (typed.trim() === "") {
    return ["empty", "expiry_missing"]
  }
  const expiry = readExpiry(typed)
  if (!expiry) {
    return /^\s*(0|1|0[1-9]|1[0-2])?\s*\/?\s*(\d|20\d)?\s*$/.test(monthFirst(typed))
      ? ["incomplete", "expiry_invalid"]
      : ["invalid", "expiry_invalid"]
  }
  const year = 2000 + Number(expiry.year)
  const end = Date.UTC(year, Number(expiry.month), 1) + LATEST_TIME_ZONE_MS
  if (now >= end) {
    return ["invalid", "expiry_expired"]
  }
  return year > new Date(now).getUTCFullYear() + MAX_YEARS_AHEAD ? ["invalid", "expiry_invalid"] : VALID
}

function inspectCvv(typed: string, { cvvLengths }: CircuitRules): Finding {
  const cvv = plainDigits(typed.trim())
  if (cvv === "") {
    return ["empty", "cvv_missing"]
  }
  if (/^\d+$/.test(cvv) && cvvLengths.includes(cvv.length)) {
    return VALID
  }
  const text = cvvLengths[0] === 4 ? "cvv_4" : "cvv_3"
  return /^\d{1,3}$/.test(cvv) && cvv.length < Math.max(...cvvLengths)
    ? ["incomplete", text]
    : ["invalid", text]
}

const MAX_HOLDER = 100

function inspectHolder(typed: string): Finding {
  const holder = typed.trim()
  if (holder === "") {
    return ["empty", "holder_missing"]
  }
  return holder.length > MAX_HOLDER || /\d([ -]?\d){12}/.test(holder) ? ["invalid", "holder_invalid"] : VALID
}
