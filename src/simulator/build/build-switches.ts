import { z } from "@medusajs/framework/zod"

/** Switches of XPay Build, the card fields in a shop's page. */
export const buildSwitches = {
  buildSessionId: z
    .enum(["uuid", "base64-encoded"])
    .default("uuid")
    .describe("Form of a Build session's id: a UUID, or base64 that is percent-encoded."),
  buildState: z
    .enum(["absent", "CARD_DATA_COLLECTION", "PAYMENT_METHOD_SELECTION", "READY_FOR_PAYMENT"])
    .default("absent")
    .describe("The state that the answer to orders/build says beside card fields."),
  buildFields: z
    .enum(["usual", "with-surname", "without-email", "with-privacy"])
    .default("usual")
    .describe("The terminal's card fields: number, expiry, code, name and e-mail, or more, or fewer."),
  buildReuseOrderId: z
    .enum(["until-attempt", "refused"])
    .default("until-attempt")
    .describe("Whether an order that nobody tried to pay can be opened again as another Build session."),
  merchantUrlScheme: z
    .enum(["https-or-local", "https", "any"])
    .default("https-or-local")
    .describe("Schemes of merchantUrl: https, and http for this machine alone, or for none, or for all."),
  flowEventShape: z
    .enum(["flat", "nested"])
    .default("flat")
    .describe("Where the frames' flow events say the state: at the top, or inside data."),
  flowEventSecondArgument: z
    .boolean()
    .default(true)
    .describe("onBuildFlowStateChange gets the state as a second argument, too."),
  payWithCardConfirm: z
    .enum(["HF0007", "ok"])
    .default("HF0007")
    .describe("What confirmData comes to where the card fields were opened by the button PAY_WITH_CARD."),
  buildGlobal: z
    .enum(["lexical", "window"])
    .default("lexical")
    .describe("How hfsdk.js declares Build: as a class, which is not on window, or on window."),
  loaderCall: z
    .enum(["start", "end", "never"])
    .default("start")
    .describe("When confirmData calls the function that it is given."),
  buildSessionMinutes: z
    .number()
    .min(0.1)
    .max(1440)
    .default(15)
    .describe("Lifetime of a Build session, counted from its opening."),
  expiredBuildStatus: z
    .union([z.literal(400), z.literal(404)])
    .default(400)
    .describe("HTTP status that a Build session gets which is over or unknown: 400 with GW0004, or 404."),
  earlyFinalize: z
    .enum(["refused", "answered"])
    .default("refused")
    .describe("finalize_payment before a card was confirmed: refused, or answered with the state."),
  secondFinalize: z
    .enum(["refused", "same-answer"])
    .default("refused")
    .describe("A second finalize_payment of a Build session: refused, or answered with how it stands."),
  buildCancelAtBank: z
    .enum(["refused", "cancels"])
    .default("refused")
    .describe("build/cancel while the payer is on the bank's page: refused, or it ends the payment."),
  buildOrderBeforeAttempt: z
    .enum(["hidden", "empty"])
    .default("hidden")
    .describe("An order whose Build session nobody has finalized: 404, or there without operations."),
  buildChallengePending: z
    .boolean()
    .default(true)
    .describe("The order lists a PENDING authorization while a Build payer is on the bank's page."),
  abandonedBuildChallenge: z
    .enum(["CANCELED", "THREEDS_FAILED"])
    .default("CANCELED")
    .describe(
      "A Build payer who gives up at the bank: CANCELED and cancelUrl, or THREEDS_FAILED and resultUrl."
    ),
  buildCancelShows: z
    .boolean()
    .default(true)
    .describe("A cancelled Build session leaves a CANCEL operation in its order."),
  buildCancelNotifies: z
    .boolean()
    .default(false)
    .describe("A cancelled Build session, and a fingerprint that failed, send a notification."),
  redirectState: z
    .enum(["REDIRECTED_TO_EXTERNAL_DOMAIN", "REDIRECT_TO_EXTERNAL_DOMAIN"])
    .default("REDIRECTED_TO_EXTERNAL_DOMAIN")
    .describe("Spelling of the state that sends the payer away."),
  fieldSetForm: z
    .enum(["object", "array"])
    .default("object")
    .describe("fieldSet is an object with fields, or the list of fields itself."),
  buildExpiryForm: z.enum(["MMYY", "MM/YY"]).default("MMYY").describe("Form of expiringDate in cardData."),
  fingerprint: z
    .enum(["ok", "KO", "HF0009", "silent"])
    .default("ok")
    .describe("What the 3-D Secure fingerprint comes to: KO ends the payment before it is finalized."),
  confirmEnds: z
    .enum(["event", "late", "lost", "silent", "HF0002", "HF0003"])
    .default("event")
    .describe(
      "How confirmData ends: with an event, a late one, none although the card was stored (lost), none and no card (silent, GW0027), or an error."
    ),
  confirmLateMs: z
    .number()
    .int()
    .min(0)
    .max(120_000)
    .default(3000)
    .describe("How late a late event is, in milliseconds."),
  frameLoad: z
    .enum(["ok", "never"])
    .default("ok")
    .describe("Whether the frames come up: never, as with blocked cookies or scripts."),
  sdkLoad: z
    .enum(["ok", "slow", "missing"])
    .default("ok")
    .describe("Whether hfsdk.js comes: at once, after 12 seconds, or not (404)."),
  sdkHash: z
    .enum(["right", "wrong", "absent"])
    .default("right")
    .describe("The hash of hfsdk.js in the answers: right, of another version, or left out."),
  sdkCors: z
    .boolean()
    .default(false)
    .describe("hfsdk.js comes with Access-Control-Allow-Origin, which a page needs to check its hash."),
} as const
