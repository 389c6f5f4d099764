import { z } from "@medusajs/framework/zod"

import { customerInfo } from "./customer-schema"
import { amount, amountOr, currency, reference, text } from "./fields"

/** The character set from the editions that document one. The length is a switch and is checked later. */
const orderId = z
  .string({ error: ({ input }) => (input === undefined ? "GW0018" : undefined) })
  .regex(/^[A-Za-z0-9#*+\-.:;=?[\]_{|}]+$/)

/** `order`, common to every call that starts a payment. */
export const order = z.object({
  orderId,
  amount: amountOr("GW0019"),
  currency,
  customerId: reference.optional(),
  description: text(255).optional(),
  customField: text(255).optional(),
  invoiceId: text(255).optional(),
  customerInfo: customerInfo.optional(),
  transactionSummary: z
    .array(
      z.object({
        language: text(3, 3),
        summaryList: z.array(z.object({ label: text(50), value: z.string() })),
      })
    )
    .optional(),
  installments: z
    .array(
      z.object({
        // Checked later against the clock: a malformed or past date has its own error code.
        date: z.string(),
        amount,
        type: z.enum(["AUTOMATIC", "MANUAL"]).optional(),
      })
    )
    .optional(),
  termsAndConditionsIds: z.array(z.string()).optional(),
  plan: z
    .object({
      planType: z.literal("ACQUIRER_AGREEMENT"),
      installmentQty: z.number().int().min(2).max(99),
    })
    .optional(),
})

export type OrderInput = z.output<typeof order>
