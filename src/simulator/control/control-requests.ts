import { z } from "@medusajs/framework/zod"

import { operationResults } from "../ledger/operation"
import { outcomeMoments } from "../ledger/outcome-rules"
import { officeVerbs } from "../office/back-office"
import { notificationTimings } from "../switches/pages"

/** Request bodies of the control API. */

export const clockChange = z.strictObject({
  /** Simulated time, ISO 8601. */
  now: z.iso.datetime({ offset: true }).optional(),
  advanceMs: z.number().int().optional(),
  frozen: z.boolean().optional(),
})

export const newOutcome = z.strictObject({
  pan: z
    .string()
    .regex(/^\d{13,19}$/)
    .optional(),
  moment: z.enum(outcomeMoments).optional(),
  terminal: z.string().optional(),
  result: z.enum(operationResults),
  declineCode: z
    .string()
    .regex(/^\d{3}$/)
    .optional(),
  times: z.union([z.number().int().positive(), z.literal("always")]).optional(),
})

/** Names an operation by its id, or by its order if the verb identifies it. */
const subject = { orderId: z.string().optional(), operationId: z.string().optional() }

export const officeAction = z.strictObject({
  ...subject,
  verb: z.enum(officeVerbs),
  /** Minor units; the full amount by default. */
  amount: z.number().int().positive().optional(),
})

export const conclusion = z.strictObject({ ...subject, result: z.enum(operationResults).optional() })

/** A post-operation that succeeded turns out to have failed. */
export const overturning = z.strictObject({
  ...subject,
  result: z.enum(["FAILED", "DECLINED", "CANCELED"]).default("FAILED"),
})

export const forgery = z.strictObject({
  /** Target URL; the order's `notificationUrl` by default. */
  url: z.url().optional(),
  orderId: z.string().optional(),
  body: z.unknown(),
  headers: z.record(z.string(), z.string()).optional(),
})

export const notificationPlan = z.strictObject({
  timing: z.enum(notificationTimings),
  copies: z.number().int().min(1).max(1000).default(1),
  lateMs: z.number().int().min(0).max(3_600_000).default(0),
})

export type ClockChange = z.input<typeof clockChange>
export type NewOutcome = z.input<typeof newOutcome>
export type OfficeAction = z.input<typeof officeAction>
export type Conclusion = z.input<typeof conclusion>
export type Overturning = z.input<typeof overturning>
export type Forgery = z.input<typeof forgery>
export type PlanInput = z.input<typeof notificationPlan>
