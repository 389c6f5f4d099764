import { digitsOf, monthFirst } from "../../storefront/card/format"
import {
  examineCard,
  readExpiry,
  type CardField,
  type CardInput,
  type Finding,
} from "../../storefront/card/inspect-card"
import type { Texts } from "../i18n/en"

/** What to say about a field; undefined if it has no error. */
export type CardProblem = keyof Texts["moto"]["wrong"] | undefined

/** The state of a field. `incomplete` can become valid with more typing; `invalid` cannot. */
export interface KeyedField {
  readonly state: "empty" | "incomplete" | "invalid" | "valid"
  readonly problem: CardProblem
}

const VALID: KeyedField = { state: "valid", problem: undefined }

/** Examines a card that the customer reads out: its circuit, and the state of each field. @param now in milliseconds */
export function inspectKeyedCard(card: CardInput, now: number) {
  const { rules, findings } = examineCard(card, now)
  const describe = (finding: Finding, problem: CardProblem): KeyedField =>
    finding[0] === "valid" ? VALID : { state: finding[0], problem }
  const fields: Readonly<Record<CardField, KeyedField>> = {
    number: describe(findings.number, numberProblem(findings.number)),
    expiry: describe(findings.expiry, expiryProblem(findings.expiry, card.expiry)),
    // A MOTO payment may lack the security code: XPay accepts it without.
    cvv: card.cvv.trim() === "" ? VALID : describe(findings.cvv, "cvv"),
    holder: describe(findings.holder, "holder"),
  }
  return { circuit: rules.circuit, fields }
}

/** What to say while the field is being edited: only errors that more typing cannot fix, or that were shown before. */
export function problemWhileTyping({ state, problem }: KeyedField, before: CardProblem): CardProblem {
  return state === "invalid" || (state !== "empty" && before !== undefined) ? problem : undefined
}

function numberProblem(finding: Finding): CardProblem {
  return finding[0] === "empty"
    ? "number_missing"
    : finding[0] === "incomplete"
      ? "number_incomplete"
      : "number_invalid"
}

function expiryProblem(finding: Finding, typed: string): CardProblem {
  if (finding[1] === "expiry_expired") {
    return "expiry_expired"
  }
  if (readExpiry(typed) !== undefined) {
    return "expiry_far"
  }
  return finding[0] === "invalid" && hasNoSuchMonth(typed) ? "expiry_month" : "expiry"
}

function hasNoSuchMonth(typed: string): boolean {
  const month = digitsOf(monthFirst(typed)).slice(0, 2)
  return month.length === 2 && (month === "00" || Number(month) > 12)
}
