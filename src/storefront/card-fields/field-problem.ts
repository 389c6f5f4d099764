import type { Locale } from "../locale"
import type { CardFieldName } from "./card-fields-session"
import { textOf } from "./texts"

/** What is wrong with a field. Never holds what was typed: nobody outside of the frames knows it. */
export interface FieldProblem {
  /** As the server's words for a card that it refuses; `unsupported` is a card that the terminal does not take. */
  readonly code: "missing" | "invalid" | "expired" | "unsupported"
  /** For the shopper. */
  readonly message: string
}

const CODES: Readonly<Record<string, FieldProblem["code"]>> = { HF0005: "unsupported", HF0006: "expired" }

/**
 * XPay's code in our words.
 *
 * @param xpay undefined: the field is not valid, and XPay has not said why, because nothing was typed yet
 */
export function fieldProblem(name: CardFieldName, xpay: string | undefined, locale: Locale): FieldProblem {
  const code = xpay === undefined ? "missing" : (CODES[xpay] ?? "invalid")
  return { code, message: textOf(`${name}_${code}`, locale) ?? textOf("other", locale) }
}
