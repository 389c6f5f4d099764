import { z } from "@medusajs/framework/zod"
import { milliseconds } from "./values"

/** The contents, timing and format of reads. */
export const readSwitches = {
  readLagMs: milliseconds.default(0).describe("For how long reads do not see what was just executed."),
  readLagShows: z
    .enum(["nothing", "pending"])
    .default("nothing")
    .describe("What reads show during that time: the state before, or PENDING."),
  capturedAmountAfterRefund: z
    .enum(["kept", "reduced"])
    .default("kept")
    .describe("Whether the captured amount of an order drops with refunds made over the API."),
  capturedAmountAfterVoidedRefund: z
    .enum(["reduced", "kept"])
    .default("reduced")
    .describe("Whether it drops with a full refund of the same day, which is VOIDED."),
  capturedAmountAfterPortalRefund: z
    .enum(["reduced", "kept"])
    .default("reduced")
    .describe("Whether it drops with refunds made in the back office."),
  authorizedAmountAfterVoid: z
    .enum(["reduced", "kept"])
    .default("reduced")
    .describe("Whether the authorized amount of an order drops with a void."),
  portalOperationsInOrder: z
    .boolean()
    .default(false)
    .describe("Show operations made in the back office among an order's operations."),
  operationOrder: z
    .enum(["oldest-first", "newest-first"])
    .default("newest-first")
    .describe("Order of operations[]."),
  threeDSInOperations: z
    .boolean()
    .default(false)
    .describe("Operations of authenticated payers say threeDS: FULL_SECURE, as documented."),
  channelDetailInReads: z.boolean().default(true).describe("Reads and notifications carry channelDetail."),
  actionsForm: z
    .enum(["range", "name"])
    .default("range")
    .describe("Elements of actions[]: objects with a range of amounts, or bare names."),
  paymentLinksName: z
    .enum(["paymentLinks", "links", "paymentLink"])
    .default("paymentLinks")
    .describe("Name of the list of links in an order."),
  timestampForm: z
    .enum(["local", "iso"])
    .default("local")
    .describe("Times without zone in Italian time, or ISO."),
  summerTime: z
    .enum(["applies", "ignored"])
    .default("applies")
    .describe("Times without zone in summer: two hours ahead of UTC as Italian clocks, or one as in winter."),
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
}
