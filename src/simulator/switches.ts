import { z } from "@medusajs/framework/zod"

const days = z.number().int().min(0).max(365)
const milliseconds = z.number().int().min(0).max(86_400_000)

/** When the webhook of a hosted payment leaves, seen from the browser's way back to the shop. */
export const notificationTimings = ["before-redirect", "after-redirect", "late", "never"] as const

/**
 * What can be switched while the simulator runs. Defaults follow the documentation; where it is silent, the
 * less convenient reading. The descriptions are shown on the back-office page.
 */
export const switchesSchema = z.strictObject({
  orderIdMaxLength: z
    .union([z.literal(18), z.literal(27)])
    .default(18)
    .describe("Longest order id accepted. Editions of the documentation disagree."),
  strictMerchantUrls: z
    .boolean()
    .default(false)
    .describe(
      "Refuse merchant URLs on ports other than 80 and 443, as XPay does. Off, so that a local shop works."
    ),
  idempotencyMemory: z
    .enum(["2xx", "all"])
    .default("2xx")
    .describe("Which answers an Idempotency-Key remembers: the successful ones, or all of them."),
  idempotencyKeyRequired: z
    .boolean()
    .default(true)
    .describe("Refuse captures, refunds and merchant-initiated payments without an Idempotency-Key."),
  idempotencyRetentionHours: z
    .number()
    .min(0)
    .max(8760)
    .default(24)
    .describe("How long a key is remembered."),
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
    .default(false)
    .describe("Accept the authorization's id for the refund of an explicit capture."),
  captureLimitDays: days.default(4).describe("Calendar days an ordinary authorization stays capturable."),
  expiredAuthorizationShows: z
    .enum(["AUTHORIZED", "EXPIRED"])
    .default("AUTHORIZED")
    .describe("What reads show for an authorization that was never captured in time."),
  hostedPageMinutes: z.number().min(1).max(100_000).default(60).describe("Lifetime of a hosted page."),
  pendingOperationAtOpening: z
    .boolean()
    .default(false)
    .describe("Record a pending operation as soon as the payer opens the hosted page."),
  cancelLeavesOperation: z
    .boolean()
    .default(true)
    .describe("A payer who gives up leaves a CANCELED operation (otherwise nothing at all)."),
  declineCode: z
    .string()
    .regex(/^\d{3}$/)
    .default("100")
    .describe("Issuer code of a declined card."),
  implicitAnswersAuthorized: z
    .enum(["no", "captured", "uncaptured"])
    .default("no")
    .describe("Answer AUTHORIZED to an implicit payment, with the money captured all the same or not."),
  eciXidFails: z.boolean().default(false).describe("Answer HTTP 500 to a payment that carries eci or xid."),
  maskedCavv: z.boolean().default(false).describe("Mask characters of the authentication value."),
  paResForm: z
    .enum(["notneeded", "opaque"])
    .default("notneeded")
    .describe("What the 3-D Secure return carries."),
  challengeReturnMethod: z.enum(["POST", "GET"]).default("POST").describe("How the 3-D Secure page returns."),
  hostedReturnMethod: z.enum(["GET", "POST"]).default("GET").describe("How the hosted page returns."),
  hostedReturnPaymentId: z
    .boolean()
    .default(false)
    .describe("Append the undocumented paymentid to the return."),
  notificationTiming: z
    .enum(notificationTimings)
    .default("before-redirect")
    .describe("When notifications leave."),
  notificationCopies: z.number().int().min(1).max(50).default(1).describe("How often each one is sent."),
  notificationLateMs: milliseconds
    .default(3000)
    .describe("How late a late notification is, in milliseconds."),
  notificationsMuted: z.boolean().default(false).describe("Drop every notification."),
  notificationEventTime: z
    .enum(["iso", "epoch"])
    .default("iso")
    .describe("Form of eventTime: ISO or seconds."),
  readLagMs: milliseconds.default(0).describe("For how long reads do not see what was just executed."),
  readLagShows: z
    .enum(["nothing", "pending"])
    .default("nothing")
    .describe("What reads show during that time: the state before, or PENDING."),
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
  capturedAmountAfterRefund: z
    .enum(["kept", "reduced"])
    .default("kept")
    .describe("Whether the captured amount of an order drops with refunds."),
  portalOperationsInOrder: z
    .boolean()
    .default(false)
    .describe("Show operations made in the back office among an order's operations."),
  operationOrder: z
    .enum(["oldest-first", "newest-first"])
    .default("oldest-first")
    .describe("Order of operations[]."),
  paymentLinksName: z
    .enum(["paymentLinks", "links", "paymentLink"])
    .default("paymentLinks")
    .describe("Name of the list of links in an order."),
  timestampForm: z
    .enum(["local", "iso"])
    .default("local")
    .describe("Times without zone in Italian time, or ISO."),
  numericCurrency: z
    .enum(["payments", "everywhere", "never"])
    .default("payments")
    .describe("Where the currency is numeric: answers to validation and payment, everywhere, nowhere."),
  nullFilledInit: z.boolean().default(true).describe("Answers to init carry every field, with null."),
  paymentMethodsForm: z
    .enum(["live", "documented"])
    .default("live")
    .describe("paymentMethodType/CARDS as seen live, or methodType/CARD as documented."),
  underscoredCircuits: z.boolean().default(false).describe("Spell circuits as GOOGLE_PAY, APPLE_PAY…"),
})

/** The switches as they stand. */
export type Switches = z.output<typeof switchesSchema>

/** Some switches, to be changed. */
export type SwitchChanges = Partial<Switches>

const changesSchema = switchesSchema.partial()

/** The settings of a simulator nobody has touched, or of one started with some of them changed. */
export function initialSwitches(changes: SwitchChanges = {}): Switches {
  return switchesSchema.parse(changes)
}

/** Checks changes that came over HTTP; an unknown switch or a wrong value throws zod's error. */
export function parseSwitchChanges(changes: unknown): SwitchChanges {
  const given = changesSchema.parse(changes)
  const names = Object.keys(changes as object)
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)))
}

/** What each switch does, for people. */
export function describeSwitches(): readonly {
  readonly name: keyof Switches
  readonly description: string
}[] {
  return Object.entries(switchesSchema.shape).map(([name, schema]) => ({
    name: name as keyof Switches,
    description: schema.description ?? "",
  }))
}
