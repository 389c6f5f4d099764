/** The refusals that a route can respond with, read from the code that throws them. */
import ts from "typescript"
import { statusOf } from "../../src/api/responses/refusal-status"
import { REFUSALS, type RefusalCode } from "../../src/domain/refusal-codes"
import { isShopperMessage, shopperText } from "../../src/texts/shopper-messages"
import { NOT_FOUND } from "../../src/storefront/order/not-found"
import { clientText } from "../../src/storefront/client-messages"
import type { Locale } from "../../src/domain/locale"
import { madeOf, parse } from "./declarations"

export interface Refusal {
  readonly status: number
  readonly code: string
  /** The expression that produces the message. */
  readonly message: string
}

/** By status and code. @param file of a route */
export function refusalsOf(file: string): Refusal[] {
  const found = new Map<string, Refusal>()
  for (const source of [...madeOf(file, ["src/api/", "src/use-cases/"])].map(parse)) {
    const look = (node: ts.Node): void => {
      if (ts.isNewExpression(node) && node.expression.getText(source) === "PaymentRefusal") {
        const [code, message] = node.arguments ?? []
        if (code !== undefined && ts.isStringLiteral(code) && isCode(code.text)) {
          found.set(code.text, {
            status: statusOf(code.text),
            code: code.text,
            message: message?.getText(source) ?? "",
          })
        }
      }
      ts.forEachChild(node, look)
    }
    look(source)
  }
  return [...found.values()].sort(
    (one, other) => one.status - other.status || one.code.localeCompare(other.code)
  )
}

function isCode(text: string): text is RefusalCode {
  return Object.hasOwn(REFUSALS, text)
}

/** What a code means for a storefront. A code without an entry here cannot be documented. */
const MEANINGS: Readonly<Record<string, string>> = {
  card_in_wrong_field:
    "A card number in a field other than `card.number`. Fix the storefront; nothing was stored.",
  cart_changed: "The cart's total no longer matches the session. Show the new total and open a new session.",
  cart_completed: "The cart has been ordered, perhaps in another tab. Show the order.",
  cart_id_missing: "The query names no cart.",
  cart_of_guest:
    "The cart of the signed-in customer still belongs to the guest. Transfer it: `POST /store/carts/{id}/customer`. It can be paid without a saved card as it is.",
  cart_not_found: "There is no such cart.",
  in_progress:
    "An order is being placed for this cart, or the money of a slow method is on its way to this order. Wait, then query the payment.",
  invalid_body: "The body does not match the schema below. `message` names the fields.",
  invalid_card:
    "What is wrong is in `fields`: a list of `field`, `code` (`missing`, `invalid`, `expired`), `message`.",
  invalid_json: "The body is not valid JSON.",
  method_not_possible:
    "The method does not support the amount, currency or country. Reload the payment methods.",
  method_not_offered:
    "The shop does not offer the method for this cart (`extensions.offerMethod`). Reload the payment methods.",
  refused_by_shop:
    "The shop's own assessment of the risk refuses the payment (`extensions.assessRisk`). Offer another method.",
  risk_not_assessed: "The shop's own assessment of the risk failed. Offer to try again, or another method.",
  not_a_card_session: "The session belongs to a provider that uses XPay's page: call `hosted-page`.",
  not_a_fields_session: "The session belongs to another provider: open one with `pp_xpay-fields_…`.",
  not_a_hosted_session: "The session belongs to the card provider: call `card`.",
  not_a_session_of_this_card: "Open a session with the saved card's `provider_id`.",
  not_an_xpay_session: "The session belongs to another plugin's provider.",
  not_json: "Send JSON, with `Content-Type: application/json`.",
  nothing_due:
    "The cart costs nothing: complete it without a payment, by `POST /store/carts/{id}/complete` or `completeFreeCart`. Or the order owes nothing.",
  order_not_found:
    "The signed-in customer has no such order, and the token is not valid for it. Ask the shopper to sign in, or for a new link.",
  order_canceled: "The order was canceled.",
  order_is_draft: "This is a draft order: staff take its payment, or send a payment link.",
  currency_not_supported: "XPay does not support the order's currency.",
  amount_too_large: "The order owes more than XPay takes in one payment.",
  provider_not_enabled: "No provider of XPay is enabled in the order's region.",
  link_open:
    "An earlier page of the order is still open, and XPay has not confirmed that it is closed. Try again in a few minutes.",
  payment_in_doubt: "Another payment of the order may have been made. Wait until its outcome is known.",
  only_cards_are_saved: "`save_card` was sent with a method that is not a card.",
  being_booked: "Another request is placing the order of this payment. Wait for it: `waitForPayment`.",
  unreachable: "XPay cannot be reached. Nothing was sent, and the card is still in XPay's fields: try again.",
  card_not_confirmed: "No card was confirmed in XPay's fields. The fields remain: confirm, then pay again.",
  payment_not_found: "There is no payment for this session and cart yet: show the payment methods.",
  provider_not_found: "The session's provider is no longer in the configuration. Reload the payment methods.",
  return_url_not_allowed: "Add the storefront's address to the option `storefrontUrls`.",
  saved_card_not_found: "This customer has no such card.",
  saved_card_not_usable: "It is being removed, has expired, or is kept for charges by the shop.",
  saq_d_missing:
    "In production the plugin takes no card before Nexi has verified the SAQ D (`saqDVerifiedByNexi`). Offer XPay's page.",
  session_not_found:
    "The cart has no such session, for example because Medusa deleted it when the cart changed. Open a new one.",
  sign_in_to_save: "Only a customer with an account can save a card.",
  too_large: "The body is longer than a card form can be (8 kB).",
  too_many_tries:
    "Velocity limit: too many attempts by this cart, address or terminal ended without a payment. Wait as the message says.",
}

/** Every refusal of the given routes: for the developer, and as the client shows it to the shopper. */
export function refusalTable(files: readonly string[]): string {
  const all = new Map<string, Refusal>()
  for (const one of files.flatMap(refusalsOf)) {
    // Carts and orders may have different messages for the same code.
    const { message = "" } = all.get(one.code) ?? {}
    all.set(one.code, { ...one, message: `${message} ${one.message}` })
  }
  const rows = [...all.values()]
    .sort((one, other) => one.code.localeCompare(other.code))
    .map(({ status, code, message }) => {
      const meaning = MEANINGS[code]
      if (meaning === undefined) {
        throw new Error(`scripts/docs/refusals.ts does not say what ${code} means.`)
      }
      const read = toldToShoppers(code, message)
      return `| \`${code}\` | ${status} | ${meaning} | ${read("en")} | ${read("it")} |`
    })
  return [
    "| code | HTTP | for you | the shopper reads | in Italian |",
    "|---|---|---|---|---|",
    ...rows,
    ...(["not_signed_in", "unreachable", "unexpected"] as const).map(
      (code) =>
        `| \`${code}\` | ${OWN[code].status} | ${OWN[code].meaning} | ${clientText(code, "en")} | ${clientText(code, "it")} |`
    ),
  ].join("\n")
}

/** Codes of the client itself. */
const OWN = {
  not_signed_in: { status: "401", meaning: "Send the customer's authorization in the client's `headers`." },
  unreachable: { status: "none", meaning: "No response arrived. Retrying is safe." },
  unexpected: {
    status: "5xx, or another",
    meaning: "The response is not the store API's. Retrying is safe.",
  },
} as const

/** The client has its own texts for some, uses the server's for others, and reports `unexpected` for the rest. */
function toldToShoppers(code: string, message: string): (locale: Locale) => string {
  const named = [...message.matchAll(/"(\w+)"/g)].flatMap(([, key = ""]) =>
    isShopperMessage(key) ? [key] : []
  )
  const keys = [...new Set(named)]
  return (locale) => {
    const own = code === "order_not_found" ? NOT_FOUND[locale] : clientText(code, locale)
    if (own !== undefined) {
      return own
    }
    return code === "invalid_card"
      ? "[by field](#texts-by-field)"
      : keys.length > 0
        ? keys.map((key) => shopperText(key, locale)).join(" Or: ")
        : "as `unexpected`"
  }
}
