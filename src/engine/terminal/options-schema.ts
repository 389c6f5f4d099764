import { LOCALES } from "../../domain/locale"
import { z } from "@medusajs/framework/zod"
import { KEY_BYTES } from "../vault/seal"
import { isSecure } from "./api-address"
import type { XPayExtensions } from "./extensions"
import { objectionToKey } from "./objection-to-key"

const milliseconds = z.int("must be a whole number of milliseconds").min(100).max(60_000)
const count = z.int("must be a whole number").min(1)

const hours = z.number().min(1, "must be an hour or more").max(8_760).optional()

const secureUrl = z
  .url({ protocol: /^https?$/, error: 'must be a web address such as "https://shop.example"' })
  .refine((url) => isSecure(url), {
    error: "must begin with https:// (http:// is for this machine and local names alone)",
  })
  .transform((url) => url.replace(/\/+$/, ""))

/** A function of the shop's. */
const own = <Name extends keyof XPayExtensions>() =>
  z
    .custom<NonNullable<XPayExtensions[Name]>>((value) => typeof value === "function", "must be a function")
    .optional()

/** Settings of one terminal: one entry of the payment module's `providers` in `medusa-config.ts`. */
export const optionsSchema = z.strictObject({
  apiKey: z
    .string({
      error: "is missing: make a key in the XPay back office and give it here, from an environment variable",
    })
    .min(8, "is too short to be an XPay key")
    .superRefine((key, context) => {
      const objection = objectionToKey(key)
      if (objection !== undefined) {
        context.addIssue({ code: "custom", message: objection })
      }
    })
    .describe(
      "API key of the terminal, created in the XPay back office. Take it from an environment variable."
    ),
  backendUrl: secureUrl.describe(
    "Public address of this Medusa server: XPay sends shoppers and notifications there."
  ),
  storefrontUrls: z
    .array(secureUrl, { error: 'must be a list of addresses such as ["https://shop.example"]' })
    .min(1, "needs at least one address of the storefront")
    .describe("Addresses of the storefront. Shoppers return only to these and to addresses below them."),
  environment: z
    .enum(["sandbox", "production"], { error: 'must be "sandbox" or "production"' })
    .default("sandbox")
    .describe("Nexi's test area, or production."),
  saqDVerifiedByNexi: z
    .boolean()
    .default(false)
    .describe(
      "Confirms that Nexi has verified your SAQ D (PCI DSS). Without it the plugin takes no card in production."
    ),
  capture: z
    .enum(["manual", "automatic"], { error: 'must be "manual" or "automatic"' })
    .default("manual")
    .describe("Capture later, e.g. when you ship (`manual`), or with the payment (`automatic`)."),
  accounting: z
    .enum(["explicit", "implicit"], {
      error: 'must be "explicit" or "implicit", as Nexi set up the terminal',
    })
    .default("explicit")
    .describe("How Nexi set up the terminal. An `implicit` terminal captures every payment at once."),
  multipleCaptures: z
    .boolean()
    .default(false)
    .describe("Only if Nexi allows several captures of one authorization on this terminal."),
  steps: z
    .union([z.literal(3), z.literal(2)], { error: "must be 3 or 2" })
    .default(3)
    .describe(
      "Calls of a card payment: init, validation, payment (3), or init, payment (2). With 2 XPay returns no ECI, so fraud liability may not be known."
    ),
  exemptions: z
    .enum(["NO_PREFERENCE", "CHALLENGE_REQUESTED"])
    .default("NO_PREFERENCE")
    .describe("Whether to ask the issuer for a challenge every time."),
  threeDSData: z
    .enum(["documented", "response-and-value"], { error: 'must be "documented" or "response-and-value"' })
    .default("documented")
    .describe(
      "Which 3-D Secure values go into the payment call. If XPay answers HTTP 500 to every card payment, try `response-and-value`."
    ),
  hostedPage: z
    .enum(["all", "cards"], { error: 'must be "all" or "cards"' })
    .default("all")
    .describe("What XPay's page shows (`pp_xpay-hosted_…`): all methods of the terminal, or cards only."),
  cardFieldsIntegrity: z
    .boolean()
    .default(false)
    .describe(
      "Sends the page the hash of XPay's script for its card fields (`pp_xpay-fields_…`), so that the browser runs no other script. Works only if XPay allows other sites to read the script (CORS): try it in the test area first."
    ),
  moto: z
    .strictObject({
      enabled: z
        .boolean()
        .default(false)
        .describe("Take MOTO payments in the dashboard. Nexi must have enabled them for the terminal."),
      users: z
        .array(z.string().min(1))
        .default([])
        .describe(
          "E-mail addresses or ids of the admin users who may take MOTO payments. Empty: every admin user."
        ),
    })
    .prefault({})
    .describe("Mail order and telephone order (MOTO): no 3-D Secure, so the shop is liable for chargebacks."),
  enrichment: z
    .boolean()
    .default(true)
    .describe(
      "Send what the store knows about the customer (age of the account, earlier orders, addresses) to the card issuer, for fewer challenges."
    ),
  unplaceable: z
    .enum(["reverse", "hold"])
    .default("reverse")
    .describe(
      "What to do with a payment for a cart that can no longer become an order: reverse it at once (`reverse`), or keep it until a person decides (`hold`). In both cases an incident says what to do."
    ),
  cancelUnpaidAfter: z
    .strictObject({
      failedHours: hours.describe("Hours after the payment of a placed order failed."),
      awaitingHours: hours.describe(
        "Hours after an order was placed with a slow method, if the money has not arrived. Bank transfers take some days."
      ),
      linkHours: hours.describe("Hours after the payment link of an order expired unpaid."),
    })
    .prefault({})
    .describe(
      "Automatically cancels an order that nobody pays and releases its stock, after querying XPay. Hours that you omit cancel nothing."
    ),
  balanceLinkDays: z
    .int("must be a whole number of days")
    .min(1)
    .max(90)
    .default(14)
    .describe(
      "Days that a balance link can be used: the signed address of the shop's page on which a customer without an account pays what an order owes."
    ),
  receiptText: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe(
      "The shop's own words at the end of a receipt that staff send: address, VAT number, contacts. Sent as they are, in every language."
    ),
  captureDeadlineDays: z
    .number()
    .min(1)
    .max(30)
    .default(4)
    .describe(
      "Days within which an authorization can be captured on this terminal; a pre-authorization has its own. An incident warns a day before."
    ),
  preauthorization: z
    .boolean()
    .default(false)
    .describe(
      "Requests a pre-authorization on XPay's page, for payment links and card fields: an authorization that can be captured for longer, 27 days for cards and Google Pay, 3 for PayPal. Nexi must have enabled it for the terminal. Payment links, and XPay's page with all methods, then offer only methods that can be pre-authorized."
    ),
  captureOn: z
    .enum(["fulfillment", "shipment", "delivery"], {
      error: 'must be "fulfillment", "shipment" or "delivery"',
    })
    .optional()
    .describe(
      "Captures the payment automatically when a fulfillment is created, marked as shipped, or marked as delivered. Without it staff capture."
    ),
  captureAmount: z
    .enum(["sent", "whole"], { error: 'must be "sent" or "whole"' })
    .default("sent")
    .describe(
      "What `captureOn` captures when a part of an order ships: that part with the delivery (`sent`), or the whole order (`whole`). XPay captures an authorization once: with `sent` the rest of the hold lapses, and you charge later parts by payment link or saved card; an incident informs you."
    ),
  captureFailure: z
    .enum(["continue", "stop"], { error: 'must be "continue" or "stop"' })
    .default("continue")
    .describe(
      "What happens to the goods if the capture of `captureOn` fails: they ship anyway (`continue`), or the step in the dashboard is refused (`stop`). In both cases an incident informs you."
    ),
  captureBeforeExpiry: z
    .boolean()
    .default(false)
    .describe(
      "Captures what is due on an order automatically on the last day before its hold lapses, even if nothing was sent."
    ),
  defaultLocale: z.enum(LOCALES).default("it").describe("Language for shoppers whose language is not known."),
  baseUrl: secureUrl
    .optional()
    .describe("Address of another XPay API, such as the simulator. Not in production."),
  vault: z
    .strictObject({
      ttlMinutes: z
        .number()
        .min(1)
        .max(30)
        .default(15)
        .describe("Minutes a card may wait for the shopper to return."),
      redisUrl: z
        .string()
        .regex(/^rediss?:\/\//, "must begin with redis:// or rediss://")
        .optional()
        .describe(
          "Redis for the waiting cards, needed with several server processes. It receives ciphertext only."
        ),
      key: z
        .string()
        .refine((key) => Buffer.from(key, "base64").length === KEY_BYTES, {
          error: 'must be 32 bytes in base64: make one with "openssl rand -base64 32"',
        })
        .optional()
        .describe("32 random bytes in base64, the same on every process, needed with `redisUrl`."),
    })
    .refine((vault) => vault.redisUrl === undefined || vault.key !== undefined, {
      path: ["key"],
      error:
        'is needed with `vault.redisUrl`, the same on every process: make one with "openssl rand -base64 32"',
    })
    .prefault({})
    .describe("Where a card waits, encrypted, while the shopper is on the issuer's page."),
  cardTesting: z
    .strictObject({
      windowMinutes: z
        .number()
        .min(1)
        .max(1440)
        .default(10)
        .describe(
          "The window in which attempts are counted. Only attempts that ended without a payment, and those that have not ended, count."
        ),
      perCart: count
        .default(10)
        .describe("Attempts for one cart, or for what one order owes: cards sent, and XPay pages opened."),
      perAddress: count
        .default(30)
        .describe("Attempts from one network address, or MOTO payments of one admin user."),
      perTerminal: count
        .default(600)
        .describe(
          "Attempts on the terminal, by one payment method. When the limit is reached, an incident is opened."
        ),
    })
    .prefault({})
    .describe("Velocity limits against card testing: how many attempts may end without a payment."),
  retention: z
    .strictObject({
      unpaidDays: z
        .int("must be a whole number of days")
        .min(100, "must be 100 or more: a payment link can be renewed for 90 days")
        .max(3650)
        .default(180)
        .describe("Days that payments without money are kept: declined, abandoned, expired, failed."),
      notificationDays: z
        .int("must be a whole number of days")
        .min(30)
        .max(3650)
        .default(90)
        .describe("Days that XPay's notifications are kept, once their payment has ended."),
      accountingYears: z
        .int("must be a whole number of years")
        .min(1)
        .max(30)
        .default(10)
        .describe(
          "Years that payments with money are kept, counted from their last change. Italian law requires ten (art. 2220 c.c.)."
        ),
    })
    .prefault({})
    .describe("How long records are kept. A job removes the others every night."),
  alerts: z
    .strictObject({
      bell: z.boolean().default(true).describe("Show new incidents in the bell of the dashboard."),
      channels: z
        .array(
          z.strictObject({
            channel: z.string().min(1, "must name a channel of your notification providers"),
            to: z.string().min(1, "must be an address of that channel"),
            template: z.string().min(1).optional(),
          })
        )
        .default([])
        .describe(
          'Where alerts about new incidents are sent, by the notification providers of your store: a list of `{ channel, to, template }`, such as `{ channel: "email", to: "orders@shop.example" }`.'
        ),
      digest: z
        .enum(["daily"], { error: 'must be "daily"' })
        .optional()
        .describe(
          "Send `channels` one message a day, at seven in the morning, Italian time, with all new incidents that are still open. Without it, each incident is sent at once. The bell is always immediate."
        ),
      language: z
        .enum(LOCALES)
        .optional()
        .describe(
          "Language of alerts, and of the notes of refunds that the plugin books. Default: `defaultLocale`."
        ),
    })
    .prefault({})
    .describe("Alerts about incidents, in addition to the XPay page of the dashboard."),
  extensions: z
    .strictObject({
      describe: own<"describe">().describe(
        "Changes what XPay is sent about a payment: description, custom field, facts about the customer, whether a challenge is requested. If it fails, the payment goes on as without it."
      ),
      offerMethod: own<"offerMethod">().describe(
        "Decides whether a payment method is offered for a cart. If it fails, the method is not offered."
      ),
      assessRisk: own<"assessRisk">().describe(
        "Decides about the risk of a payment: go on, request a challenge, hold it for review, or refuse it. If it fails, the payment is refused."
      ),
    })
    .prefault({})
    .describe("Your own functions for the payments of the checkout: see [Extending](extending.md)."),
  assumeNotExecutedAfterSeconds: z
    .number()
    .min(1)
    .max(600)
    .default(90)
    .describe(
      "If the response to a payment, capture or refund was lost and XPay does not show the operation: the age, in seconds, from which it counts as not executed. Until then XPay may still be executing it."
    ),
  timeouts: z
    .strictObject({
      init: milliseconds.describe("Start of the 3-D Secure authentication. Default: 20 000."),
      validation: milliseconds.describe("Validation of the 3-D Secure authentication. Default: 15 000."),
      payment: milliseconds.describe("Payment with a typed or a saved card. Default: 30 000."),
      moto: milliseconds.describe("MOTO payment. Default: 30 000."),
      hosted: milliseconds.describe("XPay's page and payment links. Default: 20 000."),
      operation: milliseconds.describe("Capture, refund, void, removal of a saved card. Default: 20 000."),
      read: milliseconds.describe("Every read that changes nothing. Default: 10 000."),
    })
    .partial()
    .prefault({})
    .describe(
      "Longest wait for a response of XPay, in milliseconds, by kind of call. The defaults suit most shops."
    ),
})

/** The options that a shop sets in `medusa-config.ts`. */
export type XPayOptions = z.input<typeof optionsSchema>
