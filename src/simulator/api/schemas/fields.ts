import { z } from "@medusajs/framework/zod"

import { isLuhnValid } from "../../cards/luhn"
import { currencies } from "../../reference/currencies"
import { isCalendarDate } from "../../time/italian-time"

/* A check's message is the XPay error code to return; anything else becomes PS0026 (invalid parameter). */

/** A text of limited length. */
export function text(longest: number, shortest = 0): z.ZodString {
  return z.string().min(shortest).max(longest)
}

/** A short reference. Nexi's own plugin sends customer numbers as JSON integers. */
export const reference = z.preprocess(
  (value) => (typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value),
  text(27)
)

/**
 * Digits in the minor unit. XPay documents strings; plugins that send JSON integers work as well. Fifteen digits are
 * the most that a JavaScript number holds safely; XPay documents no limit.
 */
export const amount = amountOr("PS0026")

/** An amount whose absence has its own error code. */
export function amountOr(missing: string) {
  return z.preprocess(
    (value) => (typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value),
    z
      .string({ error: ({ input }) => (input === undefined ? missing : "PS0036") })
      .regex(/^\d{1,15}$/, "PS0036")
      .transform(Number)
  )
}

/** ISO 4217 alphabetic code, one of XPay's list. */
export const currency = z.string().refine((code) => currencies.has(code), "PS0009")

/** A date "YYYY-MM-DD". */
export const date = z.string().refine(isCalendarDate)

/** An absolute http(s) URL that the payer or XPay will be sent to. The documented example for a bad one is GW0001. */
export const merchantUrl = z
  .string()
  .max(2048)
  .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), "GW0001")

/** A card number passes if its check digit is valid. Expiry and CVV are only checked for form, as in XPay's sandbox. */
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
