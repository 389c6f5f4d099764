import { z } from "@medusajs/framework/zod"

import { isLuhnValid } from "../../cards/luhn"
import { currencies } from "../../reference/currencies"
import { isCalendarDate } from "../../time/italian-time"

/*
 * A check's message is the XPay code it is answered with; anything else becomes PS0026 (a parameter is not valid).
 */

/** A text of limited length. */
export function text(longest: number, shortest = 0): z.ZodString {
  return z.string().min(shortest).max(longest)
}

/** A short reference; Nexi's own plugin sends its customers' numbers as JSON integers. */
export const reference = z.preprocess(
  (value) => (typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value),
  text(27)
)

/**
 * Digits in the minor unit. XPay documents strings; plugins that send JSON integers work as well. Fifteen digits are
 * the most that a JavaScript number holds safely; XPay's own limit is not said.
 */
export const amount = amountOr("PS0026")

/** An amount whose absence has a code of its own. */
export function amountOr(missing: string) {
  return z.preprocess(
    (value) => (typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value),
    z
      .string({ error: ({ input }) => (input === undefined ? missing : "PS0036") })
      .regex(/^\d{1,15}$/, "PS0036")
      .transform(Number)
  )
}

/** ISO 4217 alpha, one of XPay's list. */
export const currency = z.string().refine((code) => currencies.has(code), "PS0009")

/** A date "YYYY-MM-DD". */
export const date = z.string().refine(isCalendarDate)

/** An absolute http(s) address the payer or XPay will be sent to. GW0001 is the documented example for a bad one. */
export const merchantUrl = z
  .string()
  .max(2048)
  .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), "GW0001")

/** A card number passes if its check digit does; expiry and CVV are not checked, as in XPay's sandbox. */
export const card = z.object({
  pan: z
    .string()
    .regex(/^\d{13,19}$/)
    .refine(isLuhnValid),
  expiryDate: z.string().regex(/^(?:0[1-9]|1[0-2])\d{2}$/),
  cvv: z
    .string()
    .regex(/^\d{3,4}$/)
    .optional(),
})

export const captureType = z.enum(["IMPLICIT", "EXPLICIT"])
export const exemptions = z.enum(["NO_PREFERENCE", "CHALLENGE_REQUESTED"])
