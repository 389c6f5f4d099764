/**
 * The reference of the store API: bodies and queries from the zod schemas of the routes, responses from the routes'
 * types, errors from the code that throws them.
 */
import { z } from "@medusajs/framework/zod"
import { cardBody } from "../../src/api/requests/card-body"
import { balanceBody, payBalanceBody } from "../../src/api/requests/balance-bodies"
import { methodsQuery, paymentQuery } from "../../src/api/requests/cart-query"
import {
  cardFieldsBody,
  confirmFieldsBody,
  hostedPageBody,
  savedCardBody,
} from "../../src/api/requests/hosted-bodies"
import { members, parse } from "./declarations"
import { before, type Before } from "./middlewares"
import { refusalsOf } from "./refusals"

interface Route {
  readonly method: "GET" | "POST" | "DELETE"
  /** Below `src/api/store/xpay`. */
  readonly path: string
  readonly says: string
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** By status. */
  readonly answers: Readonly<Record<number, string>>
}

const ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "payment-methods",
    says: "The payment methods for a cart, ready for a card form and buttons.",
    query: methodsQuery,
    answers: {
      200: "`payment_methods`: list of [payment methods](#a-payment-method); `reason`: null, or why the list is empty: `message` for the shopper and `code`, which is `nothing_due` for a cart that costs nothing (complete it by `POST /store/carts/{id}/complete`), `currency_not_supported` or `no_method`",
    },
  },
  {
    method: "POST",
    path: "payment-sessions/[id]/card",
    says: "Pays a payment session by card. A declined card also answers 200: see the payment's status.",
    body: cardBody,
    answers: {
      200: "`payment`: [payment](#a-payment); `challenge`, if the bank requires 3-D Secure: `url`, `method` (`POST`) and `fields` of the form that the browser has to post",
    },
  },
  {
    method: "POST",
    path: "payment-sessions/[id]/hosted-page",
    says: "Opens XPay's page for a payment session: the button of a method.",
    body: hostedPageBody,
    answers: {
      200: "`payment`: [payment](#a-payment); `redirect_url`, unless the payment has ended: XPay's page, to which to redirect the browser",
    },
  },
  {
    method: "POST",
    path: "payment-sessions/[id]/card-fields",
    says: "Opens XPay's card fields for a payment session of `pp_xpay-fields_…`. It charges nothing.",
    body: cardFieldsBody,
    answers: {
      200: "`payment`: [payment](#a-payment); `card_fields`, unless there are none: `fields` (list of `id` and `src` of a frame), `sdk` (`src` of XPay's script, and its `integrity` with the option `cardFieldsIntegrity`), `renew_after_ms`",
    },
  },
  {
    method: "POST",
    path: "payment-sessions/[id]/card-fields/confirm",
    says: "Pays with the card that was confirmed in XPay's fields. A declined card also answers 200: see the payment's status.",
    body: confirmFieldsBody,
    answers: {
      200: "`payment`: [payment](#a-payment); `redirect_url`, if the bank requires 3-D Secure: the address to which to redirect the whole window",
    },
  },
  {
    method: "POST",
    path: "payment-sessions/[id]/saved-card",
    says: "Pays a payment session with a saved card, on XPay's page.",
    body: savedCardBody,
    answers: { 200: "as for `hosted-page`" },
  },
  {
    method: "GET",
    path: "payment-sessions/[id]",
    says: "The current state of a session's payment. It also works after the session was deleted.",
    query: paymentQuery,
    answers: { 200: "`payment`: [payment](#a-payment)" },
  },
  {
    method: "POST",
    path: "orders/[id]/balance",
    says: "What an order owes. It changes nothing; it is a POST because the token has no place in an address.",
    body: balanceBody,
    answers: { 200: "`balance`: [balance](#a-balance)" },
  },
  {
    method: "POST",
    path: "orders/[id]/hosted-page",
    says: "Opens XPay's page for all that an order owes. Asked again, it gives the same page, as long as that is open and the amount is right.",
    body: payBalanceBody,
    answers: { 200: "as for a payment session's `hosted-page`" },
  },
  {
    method: "GET",
    path: "saved-cards",
    says: "The customer's saved cards, newest first, without those that have expired.",
    answers: { 200: "`saved_cards`: list of [saved cards](#a-saved-card)" },
  },
  {
    method: "DELETE",
    path: "saved-cards/[id]",
    says: "Removes a saved card, at XPay too.",
    answers: {
      200: "`id`, `deleted: true`: XPay has deactivated it",
      202: "`id`, `deleted: false`: it can no longer be used, and the plugin deactivates it at XPay as soon as possible",
    },
  },
]

const WHO: Readonly<Record<Before["customer"], string>> = {
  any: "guests and customers",
  known: "guests and customers; to save a card, signed-in customers",
  needed: "the signed-in customer; others get 401",
}

/** Every store route, with its input and responses. */
export function storeApi(): string {
  return [
    ...ROUTES.flatMap(describeRoute),
    "#### A payment",
    "",
    answerTable("src/use-cases/checkout/shopper-payment-view.ts", "PaymentView"),
    "",
    "#### A balance",
    "",
    answerTable("src/use-cases/balance/balance-view.ts", "BalanceView"),
    "",
    "#### A payment method",
    "",
    answerTable("src/use-cases/checkout/list-payment-methods.ts", "PaymentMethod"),
    "",
    "#### A saved card",
    "",
    answerTable("src/use-cases/saved-cards/list-saved-cards.ts", "SavedCardView"),
  ].join("\n")
}

/** The files of the routes in the reference. */
export function describedRoutes(): { method: string; file: string }[] {
  return ROUTES.map(({ method, path }) => ({ method, file: routeFile(path) }))
}

export function routeFile(path: string): string {
  return `src/api/store/xpay/${path}/route.ts`
}

function describeRoute({ method, path, says, query, body, answers }: Route): string[] {
  const { customer, refusesCards } = before(method, `/store/xpay/${path}`)
  const refusals = refusalsOf(routeFile(path)).map(({ status, code }) => `${status} \`${code}\``)
  const errors = [
    ...new Set([...(body !== undefined && refusesCards ? ["400 `card_in_wrong_field`"] : []), ...refusals]),
  ]
  return [
    `#### \`${method} /store/xpay/${path.replace("[id]", "{id}")}\``,
    "",
    `${says} For ${WHO[customer]}.`,
    "",
    ...fieldTable("query", query),
    ...fieldTable("body", body),
    ...Object.entries(answers).map(([status, what]) => `- **${status}**: ${what}`),
    ...(errors.length === 0 ? [] : [`- **Errors**: ${errors.join(", ")}`]),
    "",
  ]
}

interface JsonSchema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly description?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

function fieldTable(where: string, schema: z.ZodType | undefined): string[] {
  if (schema === undefined) {
    return []
  }
  const json = z.toJSONSchema(schema, { io: "input" }) as JsonSchema
  return [`| ${where} | type | | meaning |`, "|---|---|---|---|", ...fields(json, ""), ""]
}

function fields({ properties = {}, required = [] }: JsonSchema, prefix: string): string[] {
  return Object.entries(properties).flatMap(([name, field]) => [
    `| \`${prefix}${name}\` | ${typeOf(field)} | ${required.includes(name) ? "required" : ""} | ${field.description ?? ""} |`,
    ...fields(field, `${prefix}${name}.`),
  ])
}

function typeOf(field: JsonSchema): string {
  if (field.anyOf !== undefined) {
    return field.anyOf.map(typeOf).join(" or ")
  }
  if (field.enum !== undefined) {
    return field.enum.map((value) => `\`${JSON.stringify(value)}\``).join(" or ")
  }
  if (field.type === "object") {
    const inner = Object.entries(field.properties ?? {})
    // Small ones are written inline; a larger one has its own rows.
    return inner.length === 1
      ? inner.map(([name, one]) => `{ \`${name}\`: ${typeOf(one)} }`).join("")
      : "object"
  }
  return [field.type, limits(field)].filter((part) => part !== "").join(", ")
}

function limits({ minLength, maxLength, minimum, maximum }: JsonSchema): string {
  if (maxLength !== undefined) {
    return minLength === undefined
      ? `at most ${maxLength} characters`
      : `${minLength} to ${maxLength} characters`
  }
  return minimum === undefined || maximum === undefined ? "" : `${minimum} to ${maximum}`
}

function jsonType(type: string): string {
  return type === "Date" ? "text, ISO 8601" : `\`${type.replaceAll("|", "\\|")}\``
}

/** The fields of a response: always present unless optional; unknown values are null. */
function answerTable(file: string, name: string): string {
  const rows = members(parse(file), name).map(
    ({ name, type, isOptional, comment }) =>
      `| \`${name}\` | ${jsonType(type)}${isOptional ? ", or absent" : ""} | ${comment.text} |`
  )
  return ["| field | type | |", "|---|---|---|", ...rows].join("\n")
}
