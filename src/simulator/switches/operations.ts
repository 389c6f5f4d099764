import { z } from "@medusajs/framework/zod"
import { days, milliseconds } from "./values"

/** Captures, refunds, cancels, and the lifetime of an authorization. */
export const operationSwitches = {
  multipleCaptures: z
    .boolean()
    .default(false)
    .describe("Allow several partial captures of one authorization."),
  recaptureAfterCancel: z
    .boolean()
    .default(false)
    .describe("Allow a new capture after a capture was cancelled."),
  refundByAuthorizationId: z
    .boolean()
    .default(true)
    .describe("Accept the authorization's id for the refund of an explicit capture."),
  captureLimitDays: days.default(4).describe("Calendar days an ordinary authorization stays capturable."),
  daysAre: z
    .enum(["calendar-days", "24-hours"])
    .default("calendar-days")
    .describe(
      "What days are, of an authorization, of a cancel and of a link: days of the Italian calendar, or 24 hours each and dates in UTC."
    ),
  lapsedAuthorization: z
    .enum(["refused", "taken"])
    .default("refused")
    .describe("Captures and voids of an authorization of which these days are over."),
  cancelledOperations: z
    .enum(["captures", "all"])
    .default("captures")
    .describe("What a cancel takes back: captures alone, or refunds and payments taken at once too."),
  expiredAuthorizationShows: z
    .enum(["AUTHORIZED", "EXPIRED"])
    .default("AUTHORIZED")
    .describe("What reads show for an authorization that was never captured in time."),
  undescribedRefunds: z
    .enum(["made", "refused"])
    .default("made")
    .describe("Refunds by a method of which no page of Nexi's says whether there are any."),
  postOperationPendingMs: milliseconds
    .default(0)
    .describe("For how long captures, refunds and cancels are shown as PENDING."),
  postOperationPendingReads: z
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .describe("For how many reads captures, refunds and cancels are shown as PENDING."),
  sameDayRefundIsVoided: z
    .boolean()
    .default(true)
    .describe("A full refund of an implicit payment on its own day has the result VOIDED."),
  voidOperationType: z.enum(["VOID", "REFUND"]).default("VOID").describe("Type shown for a void."),
  reversalChangesOriginal: z
    .boolean()
    .default(false)
    .describe("After a void or a full refund the original operation itself shows VOIDED or REFUNDED."),
}
