import type { Locale } from "../locale"
import type { CardFieldName } from "./card-fields-session"
import { textOf } from "./texts"

/** The problem of a field. Never contains typed data: it is not known outside the frames. */
export interface FieldProblem {
  /** The same codes as for a card that the server refuses; `unsupported`: the terminal does not accept the card. */
  readonly code: "missing" | "invalid" | "expired" | "unsupported"
  /** For the shopper. */
  readonly message: string
}

const CODES: Readonly<Record<string, FieldProblem["code"]>> = { HF0005: "unsupported", HF0006: "expired" }

/**
 * Translates XPay's error code.
 *
 * @param xpay undefined: the field is not valid, and XPay has not reported why, because nothing was typed yet
 */
export function fieldProblem(name: CardFieldName, xpay: string | undefined, locale: Locale): FieldProblem {
  const code = xpay === undefined ? "missing" : (CODES[xpay] ?? "invalid")
  return { code, message: textOf(`${name}_${code}`, locale) ?? textOf("other", locale) }
}
