import { z } from "@medusajs/framework/zod"
import { KEY_BYTES } from "../vault/seal"

/** Nexi's own addresses. Source: Nexi's specification of the service, "specifiche di utilizzo". */
const BASE_URLS = {
  production: "https://xpay.nexigroup.com/api/phoenix-0.0/psp/api/v1",
  sandbox: "https://xpaysandbox.nexigroup.com/api/phoenix-0.0/psp/api/v1",
} as const

/** How the address of every edition of the API ends, and that of the simulator. */
const API_PATH = "/psp/api/v1"

/** This machine, or a name that only a private network knows (a container's, say). */
const LOCAL_HOST = /^(127(\.\d{1,3}){3}|\[::1\]|[^.[\]]+|.+\.(localhost|local|test|internal))$/

const milliseconds = z.int("must be a whole number of milliseconds").min(100).max(60_000)
const count = z.int("must be a whole number").min(1)

const hours = z.number().min(1, "must be an hour or more").max(8_760).optional()

const secureUrl = z
  .url({ protocol: /^https?$/, error: 'must be a web address such as "https://shop.example"' })
  .refine((url) => isSecure(url), {
    error: "must begin with https:// (http:// is for this machine and local names alone)",
  })
  .transform((url) => url.replace(/\/+$/, ""))

/** Settings of one terminal: one entry of the payment module's `providers` in `medusa-config.ts`. */
export const optionsSchema = z.strictObject({
  apiKey: z
    .string({
      error: "is missing: make a key in the XPay back office and give it here, from an environment variable",
    })
    .min(8, "is too short to be an XPay key")
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
    .enum(["return", "hold"], { error: 'must be "return" or "hold"' })
    .default("return")
    .describe(
      "What to do with a payment for a cart that can no longer become an order: reverse it at once (`return`), or keep it until a person decides (`hold`). In both cases an incident says what to do."
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
      "Days within which an authorization can be captured on this terminal. An incident warns a day before."
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
  defaultLocale: z
    .enum(["en", "it"], { error: 'must be "en" or "it"' })
    .default("it")
    .describe("Language for shoppers whose language is not known."),
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
        .enum(["en", "it"], { error: 'must be "en" or "it"' })
        .optional()
        .describe("Language of alerts. Default: `defaultLocale`."),
    })
    .prefault({})
    .describe("Alerts about incidents, in addition to the XPay page of the dashboard."),
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

/** What a shop writes into `medusa-config.ts`. */
export type XPayOptions = z.input<typeof optionsSchema>

/** The options, checked, with defaults. */
export type TerminalSettings = Omit<z.output<typeof optionsSchema>, "baseUrl"> & {
  readonly baseUrl: string
  /** XPay is a simulator on this machine or in this network. */
  readonly isSimulated: boolean
}

/** Options that cannot work. The message names each option and says what to do. */
export class OptionsError extends Error {
  override readonly name = "OptionsError"
}

/**
 * Checks the options of one terminal. Never shows a value: keys are among them.
 *
 * @param names what the entry is called in `medusa-config.ts`, or may be
 * @throws OptionsError naming every option that cannot work, with the remedy.
 */
export function parseOptions(options: unknown, names: readonly string[] = []): TerminalSettings {
  const parsed = optionsSchema.safeParse(options ?? {}, { error: inOurWords })
  if (!parsed.success) {
    const { issues } = parsed.error
    throw new OptionsError(list([...explain(issues), ...contradictionsBeside(issues, options)], names))
  }
  const settings = parsed.data
  const problems = contradictions(settings)
  if (problems.length > 0) {
    throw new OptionsError(list(problems, names))
  }
  const { baseUrl = BASE_URLS[settings.environment] } = settings
  return { ...settings, baseUrl, isSimulated: !isNexi(baseUrl) }
}

function contradictions(settings: z.output<typeof optionsSchema>): string[] {
  const problems: string[] = []
  if (settings.environment === "production" && settings.baseUrl !== undefined && !isNexi(settings.baseUrl)) {
    problems.push(
      '`baseUrl` must not be set in production: the production key would be sent to another server. Remove it, or set `environment: "sandbox"`.'
    )
  }
  if (settings.environment !== "production" && isProduction(settings.baseUrl)) {
    problems.push(
      '`baseUrl` is that of production, where cards and money are real. Remove it, or set `environment: "production"`.'
    )
  }
  if (settings.baseUrl !== undefined && !new URL(settings.baseUrl).pathname.endsWith(API_PATH)) {
    problems.push(
      `\`baseUrl\` lacks the path of the API: it ends with ${API_PATH}, as in ${BASE_URLS.sandbox}.`
    )
  }
  if (settings.accounting === "implicit" && settings.capture === "manual") {
    problems.push(
      '`capture: "manual"` cannot work on a terminal with `accounting: "implicit"`, which takes the money at once. Set `capture: "automatic"`, or ask Nexi for an explicit terminal.'
    )
  }
  if (settings.capture === "automatic" && settings.captureOn !== undefined) {
    problems.push(
      '`captureOn` cannot work with `capture: "automatic"`, which takes the money at once. Remove one of them.'
    )
  }
  if (settings.environment === "production") {
    for (const [name, url] of [
      ["backendUrl", settings.backendUrl],
      ...settings.storefrontUrls.map((one) => ["storefrontUrls", one]),
    ]) {
      if (new URL(url ?? "").protocol !== "https:") {
        problems.push(`\`${name}\` must begin with https:// in production.`)
      }
    }
  }
  return problems
}

/** For what has no text of its own in the schema: never the validator's words, which are for programmers. */
function inOurWords(issue: z.core.$ZodRawIssue): string {
  if (issue.code === "invalid_type") {
    return `must be ${KINDS.get(issue.expected) ?? "of another kind"}`
  }
  if (issue.code === "too_small" && issue.origin === "number") {
    return `must be ${issue.minimum} or more`
  }
  if (issue.code === "too_small") {
    return `needs at least ${issue.minimum} ${issue.origin === "string" ? "characters" : "entries"}`
  }
  if (issue.code === "too_big") {
    return `must be ${issue.maximum} or less`
  }
  if (issue.code === "invalid_value") {
    return `must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`
  }
  return "is not what it can be: see docs/options.md"
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ["boolean", "true or false"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["string", "a text in quotes"],
  ["array", "a list: [ … ]"],
  ["object", "an object: { … }"],
])

/** In place of what is wrong or missing, so that the rest can be looked at in the same round. */
const STAND_INS = {
  apiKey: "00000000-0000-4000-8000-000000000000",
  backendUrl: "https://api.shop.example",
  storefrontUrls: ["https://shop.example"],
}

/** What the options that are right by themselves contradict each other in. */
function contradictionsBeside(issues: readonly z.core.$ZodIssue[], options: unknown): string[] {
  const wrong = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [String(issue.path[0])]
  )
  const right = Object.entries(options ?? {}).filter(([name]) => !wrong.includes(name))
  const rest = optionsSchema.safeParse({ ...STAND_INS, ...Object.fromEntries(right) })
  const isOfWrong = (problem: string) => wrong.some((name) => problem.includes(`\`${name}`))
  return rest.success ? contradictions(rest.data).filter((problem) => !isOfWrong(problem)) : []
}

function explain(issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map(
          (key) =>
            `\`${[...issue.path, key].join(".")}\` is not an option: check the spelling in docs/options.md.`
        )
      : [`\`${issue.path.join(".")}\` ${issue.message}.`]
  )
}

function list(problems: readonly string[], names: readonly string[]): string {
  const whose =
    names.length === 0 ? "" : ` (provider ${names.map((name) => JSON.stringify(name)).join(" or ")})`
  return `The options of medusa-payment-nexi-xpay${whose} in medusa-config.ts cannot work:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`
}

function isNexi(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === "https:" && hostname.endsWith(".nexigroup.com")
}

/** Whatever the path or the port, and also as a name that ends in the root's dot. */
function isProduction(url: string | undefined): boolean {
  const hostOf = (one: string) => new URL(one).hostname.replace(/\.+$/, "")
  return url !== undefined && hostOf(url) === hostOf(BASE_URLS.production)
}

/** This machine, or a name that only a private network knows. */
export function isLocalHost(hostname: string): boolean {
  return LOCAL_HOST.test(hostname)
}

/** Of what is no address the other check says so. */
function isSecure(url: string): boolean {
  if (!URL.canParse(url)) {
    return true
  }
  const { protocol, hostname } = new URL(url)
  return protocol === "https:" || isLocalHost(hostname)
}
