import { z } from "@medusajs/framework/zod"
import { milliseconds } from "./values"

/** When the webhook of a hosted payment is sent, relative to the browser's return to the shop. */
export const notificationTimings = ["before-redirect", "after-redirect", "late", "never"] as const

/** XPay's page, payment links, and notifications. */
export const pageSwitches = {
  hostedPageMinutes: z.number().min(1).max(100_000).default(60).describe("Lifetime of a hosted page."),
  pendingOperationAtOpening: z
    .boolean()
    .default(false)
    .describe("Record a pending operation as soon as the payer opens the hosted page."),
  cancelLeavesOperation: z
    .boolean()
    .default(true)
    .describe("A payer who gives up leaves a CANCELED operation (otherwise nothing at all)."),
  declinedPage: z
    .enum(["stays-open", "closes"])
    .default("stays-open")
    .describe("Whether the payer can try another card at the page or link after a decline."),
  hostedReturnMethod: z.enum(["GET", "POST"]).default("GET").describe("How the hosted page returns."),
  hostedReturnPaymentId: z
    .boolean()
    .default(false)
    .describe("Append the undocumented paymentid to the return."),
  expirationDatePlace: z
    .enum(["either", "top", "session"])
    .default("either")
    .describe(
      "Where a link's expirationDate is read: in the request, in its paymentSession, or wherever it is."
    ),
  renewalGives: z
    .enum(["new", "new-if-expired", "same"])
    .default("new")
    .describe("When a link's renewal gives a new address: always, once it has expired, or never."),
  renewalToken: z
    .enum(["new", "same"])
    .default("new")
    .describe("Whether a renewal that gives a new address gives a new token with it."),
  renewalKeepsOld: z
    .boolean()
    .default(true)
    .describe("After a renewal that gives a new address the old one keeps working."),
  renewalOfCancelledLink: z
    .enum(["refused", "revives"])
    .default("refused")
    .describe("The renewal of a link that was cancelled: refused, or it can be paid again."),
  renewalOfPaidLink: z
    .enum(["refused", "answered"])
    .default("refused")
    .describe("The renewal of a link that was paid: refused, or answered although nobody can pay it again."),
  paidLinkStatus: z
    .enum(["INACTIVE", "ACTIVE"])
    .default("INACTIVE")
    .describe("Status of a link that was paid."),
  notificationTiming: z
    .enum(notificationTimings)
    .default("before-redirect")
    .describe("When notifications leave."),
  notificationCopies: z.number().int().min(1).max(50).default(1).describe("How often each one is sent."),
  declineIsNotified: z
    .boolean()
    .default(true)
    .describe("Whether a refused try at the hosted page is notified, although it stays open."),
  givingUpIsNotified: z
    .boolean()
    .default(true)
    .describe("Whether a payer who gives up at the hosted page is notified."),
  notificationLateMs: milliseconds
    .default(3000)
    .describe("How late a late notification is, in milliseconds."),
  notificationsMuted: z.boolean().default(false).describe("Drop every notification."),
  notificationEventTime: z
    .enum(["iso", "epoch"])
    .default("iso")
    .describe("Form of eventTime: ISO or seconds."),
}
