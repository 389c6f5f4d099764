import { z } from "@medusajs/framework/zod"

import { contractTypes, recurrenceActions } from "../../ledger/contract"
import { amountOr, captureType, date, exemptions, merchantUrl } from "./fields"

/** `recurrence`. A bad contract id has its own error code, returned when the contract is looked up. */
export const recurrence = z.object({
  action: z.enum(recurrenceActions),
  contractId: z.string().optional(),
  contractType: z.enum(contractTypes).optional(),
  contractExpiryDate: date.optional(),
  contractFrequency: z
    .string()
    .regex(/^\d{1,4}$/)
    .optional(),
})

/**
 * `paymentSession` of hosted payments. `language` is documented as required, yet integrations omit it and work. A
 * switch, read when the page is opened, decides whether a missing or unknown one is refused.
 */
export const paymentSession = z.object({
  actionType: z.enum(["PAY", "VERIFY", "PREAUTH"]).default("PAY"),
  amount: amountOr("GW0021"),
  recurrence: recurrence.optional(),
  captureType: captureType.optional(),
  exemptions: exemptions.optional(),
  language: z.string().optional(),
  paymentService: z.string().optional(),
  resultUrl: merchantUrl.optional(),
  cancelUrl: merchantUrl.optional(),
  notificationUrl: merchantUrl.optional(),
})

export type SessionInput = z.output<typeof paymentSession>
