/** The refusals that a route can answer with, read from the code that throws them. */
import ts from "typescript"
import { statusOf } from "../../src/api/responses/refusal-status"
import { REFUSALS, type RefusalCode } from "../../src/domain/refusal-codes"
import { isShopperMessage, shopperText } from "../../src/texts/shopper-messages"
import { NOT_FOUND } from "../../src/storefront/order/not-found"
import { troubleText } from "../../src/storefront/trouble"
import type { Locale } from "../../src/domain/locale"
import { madeOf, parse } from "./declarations"

export interface Refusal {
  readonly status: number
  readonly code: string
  /** The expression that the message comes from. */
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

/** What a storefront should make of a code. A code without a line here cannot be documented. */
const MEANINGS: Readonly<Record<string, string>> = {
  card_in_wrong_field: "A card number outside `card.number`. Mend the storefront; nothing was stored.",
  cart_changed: "The cart's total is not the session's any more. Show the new total; open a new session.",
  cart_completed: "The cart has been ordered, perhaps in another tab. Show the order.",
  cart_id_missing: "The query names no cart.",
  cart_of_guest:
    "The signed-in customer's cart is still the guest's. Transfer it: `POST /store/carts/{id}/customer`. Without a saved card it can be paid as it is.",
  cart_not_found: "There is no such cart.",
  in_progress:
    "An order of this cart is being made at this moment, or the money of a slow method is on its way to this order. Wait, and ask how the payment stands.",
  invalid_body: "The body has not the form below. `message` names the fields.",
  invalid_card:
    "What is wrong is in `fields`: a list of `field`, `code` (`missing`, `invalid`, `expired`), `message`.",
  invalid_json: "The body is not valid JSON.",
  method_not_possible:
    "The method takes no such amount, currency or country. Ask for the payment methods again.",
  not_a_card_session: "The session is of a method's provider: it wants `hosted-page`.",
  not_a_fields_session: "The session is of another provider: open one with `pp_xpay-fields_…`.",
  not_a_hosted_session: "The session is of the card provider: it wants `card`.",
  not_a_session_of_this_card: "Open a session with the saved card's `provider_id`.",
  not_an_xpay_session: "The session is of another plugin's provider.",
  not_json: "Send JSON, with `Content-Type: application/json`.",
  nothing_due:
    "The cart costs nothing: complete it without a payment, by `POST /store/carts/{id}/complete` or `completeFreeCart`. Or the order owes nothing.",
  order_not_found:
    "There is no such order of the signed-in customer, and no token of it that is valid. Ask to sign in, or for a new link.",
  order_canceled: "The order was canceled.",
  order_is_draft: "A draft order: staff take its payment, or send a payment link.",
  currency_not_supported: "XPay does not take the order's currency.",
  amount_too_large: "The order owes more than XPay takes in one payment.",
  provider_not_enabled: "The order's region has no provider of XPay's switched on.",
  link_open:
    "An earlier page of the order is still open, and XPay has not confirmed that it is closed. Try again in some minutes.",
  payment_in_doubt: "Another payment of the order may have been made. Wait until it is known.",
  only_cards_are_saved: "`save_card` with a method that is no card.",
  being_booked: "Another request is placing the order of this payment. Wait for it: `waitForPayment`.",
  unreachable: "XPay cannot be asked. Nothing was sent, and the card waits in XPay's fields: try again.",
  card_not_confirmed:
    "Nothing was confirmed in XPay's fields. They stay as they are: confirm, and pay again.",
  payment_not_found: "Nothing was tried on this session of this cart: show the payment methods.",
  provider_not_found:
    "The session's provider was taken out of the configuration. Ask for the payment methods again.",
  return_url_not_allowed: "Add the storefront's address to the option `storefrontUrls`.",
  saved_card_not_found: "No such card of this customer.",
  saved_card_not_usable: "It is being removed, has expired, or is kept for charges by the shop.",
  saq_d_missing:
    "In production no card is taken before Nexi has verified the SAQ D (`saqDVerifiedByNexi`). Offer the hosted page.",
  session_not_found:
    "No such session of this cart, e.g. because Medusa deleted it when the cart changed. Open a new one.",
  sign_in_to_save: "Only a customer with an account can have a card kept.",
  too_large: "The body is longer than a card form can be (8 kB).",
  too_many_tries:
    "A velocity limit: too many tries of this cart, address or terminal ended without a payment. Wait, as the message says.",
}

/** Every refusal of the given routes: for the developer, and as the client tells it to the shopper. */
export function refusalTable(files: readonly string[]): string {
  const all = new Map<string, Refusal>()
  for (const one of files.flatMap(refusalsOf)) {
    // Carts and orders may have words of their own for the same.
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
        `| \`${code}\` | ${OWN[code].status} | ${OWN[code].meaning} | ${troubleText(code, "en")} | ${troubleText(code, "it")} |`
    ),
  ].join("\n")
}

/** Codes of the client itself. */
const OWN = {
  not_signed_in: { status: "401", meaning: "Send the customer's authorization in the client's `headers`." },
  unreachable: { status: "none", meaning: "No answer came. Trying again is safe." },
  unexpected: {
    status: "5xx, or another",
    meaning: "An answer that is not the store API's. Trying again is safe.",
  },
} as const

/** The client has words of its own for some, takes the server's for others, and says `unexpected` for the rest. */
function toldToShoppers(code: string, message: string): (locale: Locale) => string {
  const named = [...message.matchAll(/"(\w+)"/g)].flatMap(([, key = ""]) =>
    isShopperMessage(key) ? [key] : []
  )
  const keys = [...new Set(named)]
  return (locale) => {
    const own = code === "order_not_found" ? NOT_FOUND[locale] : troubleText(code, locale)
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
