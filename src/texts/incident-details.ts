import { isXPayCurrency } from "../domain/currencies"
import type { Cause, CauseReason, IncidentDetail } from "../domain/incident-detail"
import type { Locale } from "../domain/locale"
import { formatMoney } from "../domain/money"
import type { MovementKind } from "../domain/operation-results"
import { formatDate } from "./format-date"
import { stateName } from "./state-names"

type Code = IncidentDetail["code"]
type Facts<C extends Code> = Extract<IncidentDetail, { readonly code: C }>
type Sentence<C extends Code> = (facts: Facts<C>) => string

const REASONS: Readonly<Record<CauseReason, Readonly<Record<Locale, string>>>> = {
  order_paid_otherwise: {
    en: "Its order was paid by other means meanwhile.",
    it: "Nel frattempo il suo ordine è stato pagato in altro modo.",
  },
  cart_paid_otherwise: {
    en: "Another payment of the same cart was booked already.",
    it: "Era già stato registrato un altro pagamento dello stesso carrello.",
  },
  session_gone: {
    en: "Its payment session is gone: the cart changed or another payment method was chosen.",
    it: "La sua sessione di pagamento non esiste più: il carrello è cambiato o è stato scelto un altro metodo di pagamento.",
  },
  cart_changed: {
    en: "Its cart no longer exists, or its total has changed.",
    it: "Il suo carrello non esiste più o il totale è cambiato.",
  },
  no_order: {
    en: "Medusa completed the cart without creating an order.",
    it: "Medusa ha completato il carrello senza creare un ordine.",
  },
  link_not_due: {
    en: "The payment link was paid although it was no longer due.",
    it: "Il link è stato pagato quando il pagamento non era più dovuto.",
  },
  nothing_booked: {
    en: "Medusa booked nothing.",
    it: "Medusa non ha registrato nulla.",
  },
  under_review: {
    en: "The payment is held for review: accept it or void it.",
    it: "Il pagamento è in attesa di verifica: accettalo o annullalo.",
  },
}

const MOVEMENTS: Readonly<Record<MovementKind, Readonly<Record<Locale, string>>>> = {
  capture: { en: "Capture", it: "Cattura" },
  refund: { en: "Refund", it: "Rimborso" },
  void: { en: "Void", it: "Annullamento" },
  cancel_capture: { en: "Cancellation of a capture", it: "Annullamento di una cattura" },
}

const DETAILS: { readonly [C in Code]: Readonly<Record<Locale, Sentence<C>>> } = {
  payment: {
    en: ({ amount, xpayOrderId, state, terminal }) =>
      listed([
        amountText(amount, "en"),
        `XPay order ${xpayOrderId}`,
        state && stateName(state, "en"),
        terminal === undefined ? undefined : `terminal "${terminal}"`,
      ]),
    it: ({ amount, xpayOrderId, state, terminal }) =>
      listed([
        amountText(amount, "it"),
        `ordine XPay ${xpayOrderId}`,
        state && stateName(state, "it"),
        terminal === undefined ? undefined : `terminale "${terminal}"`,
      ]),
  },
  deadline: {
    en: ({ amount, until }) => `${amountText(amount, "en")}, until ${time(until, "en")}.`,
    it: ({ amount, until }) => `${amountText(amount, "it")}, fino al ${time(until, "it")}.`,
  },
  cause: {
    en: ({ cause }) => causeText(cause, "en"),
    it: ({ cause }) => causeText(cause, "it"),
  },
  amount_and_cause: {
    en: ({ amount, cause }) => `${amountText(amount, "en")}. ${causeText(cause, "en")}`,
    it: ({ amount, cause }) => `${amountText(amount, "it")}. ${causeText(cause, "it")}`,
  },
  movement_not_booked: {
    en: ({ movement, amount, cause }) =>
      `${MOVEMENTS[movement].en} of ${amountText(amount, "en")}: ${causeText(cause, "en")}`,
    it: ({ movement, amount, cause }) =>
      `${MOVEMENTS[movement].it} di ${amountText(amount, "it")}: ${causeText(cause, "it")}`,
  },
  movement_failed: {
    en: ({ movement, amount, result, xpayOrderId }) =>
      `${MOVEMENTS[movement].en} of ${amountText(amount, "en")}: ${result}. XPay order ${xpayOrderId}.`,
    it: ({ movement, amount, result, xpayOrderId }) =>
      `${MOVEMENTS[movement].it} di ${amountText(amount, "it")}: ${result}. Ordine XPay ${xpayOrderId}.`,
  },
  capture_canceled: {
    en: ({ amount }) =>
      `A capture of ${amountText(amount, "en")} was canceled at XPay. It is booked here as a refund; the amount is authorized again at XPay.`,
    it: ({ amount }) =>
      `Una cattura di ${amountText(amount, "it")} è stata annullata su XPay. Qui è registrata come rimborso; l'importo è di nuovo autorizzato su XPay.`,
  },
  captured_under_review: {
    en: ({ amount, xpayOrderId }) =>
      `${amountText(amount, "en")} was captured in the XPay back office, although the payment is held for review. XPay order ${xpayOrderId}.`,
    it: ({ amount, xpayOrderId }) =>
      `${amountText(amount, "it")}: cattura eseguita nel back office XPay, anche se il pagamento è in attesa di verifica. Ordine XPay ${xpayOrderId}.`,
  },
  amount_mismatch: {
    en: ({ authorized, requested }) =>
      `${reported(authorized, "en") ?? "An unknown amount"} instead of ${amountText(requested, "en")}.`,
    it: ({ authorized, requested }) =>
      `${reported(authorized, "it") ?? "Un importo sconosciuto"} invece di ${amountText(requested, "it")}.`,
  },
  unlisted_operation: {
    en: ({ type, at, xpayOrderId }) =>
      `XPay's API does not list a ${type} of ${time(at, "en")}. XPay order ${xpayOrderId}.`,
    it: ({ type, at, xpayOrderId }) =>
      `L'API di XPay non elenca un'operazione ${type} del ${time(at, "it")}. Ordine XPay ${xpayOrderId}.`,
  },
  store_credit: {
    en: ({ amount, orderId }) => `${amountText(amount, "en")} of store credit, order ${orderId}.`,
    it: ({ amount, orderId }) => `${amountText(amount, "it")} di credito del negozio, ordine ${orderId}.`,
  },
  contract: {
    en: ({ contractId, missingProvider }) =>
      missingProvider === undefined
        ? `Contract ${contractId}.`
        : `Contract ${contractId} of ${missingProvider}, which is not configured any more: the plugin could not deactivate it at XPay and does not retry.`,
    it: ({ contractId, missingProvider }) =>
      missingProvider === undefined
        ? `Contratto ${contractId}.`
        : `Contratto ${contractId} di ${missingProvider}, che non è più configurato: il plugin non ha potuto disattivarlo su XPay e non riprova.`,
  },
  velocity_limit: {
    en: ({ attempts, minutes, carts, by }) =>
      `${attempts} attempts without a payment within ${minutes} min, for ${count(carts, "cart", "carts")}, ${by === "terminal" ? "on one terminal" : "from one network address"}.`,
    it: ({ attempts, minutes, carts, by }) =>
      `${attempts} tentativi senza incasso in ${minutes} min, per ${count(carts, "carrello", "carrelli")}, ${by === "terminal" ? "su un terminale" : "da un indirizzo di rete"}.`,
  },
}

/**
 * The facts of an incident, in a sentence or two. Empty for facts that this version cannot read, stored by another version of
 * the plugin: such a row must not hide the other incidents of a list.
 */
export function incidentDetailText(detail: IncidentDetail, locale: Locale): string {
  const sentences: Partial<Record<string, Readonly<Record<Locale, (facts: never) => string>>>> = DETAILS
  try {
    return sentences[detail.code]?.[locale](detail as never) ?? ""
  } catch {
    return ""
  }
}

/** Why something was not done. */
export function causeText(cause: Cause, locale: Locale): string {
  if ("words" in cause) {
    return cause.words
  }
  return "reason" in cause ? REASONS[cause.reason][locale] : DATABASE[locale](cause.databaseError)
}

const DATABASE: Readonly<Record<Locale, (code: string) => string>> = {
  en: (code) => `The database did not do it (${code}).`,
  it: (code) => `Il database non ha eseguito l'operazione (${code}).`,
}

/**
 * In minor units if the decimals of the currency are not known.
 *
 * @throws TypeError if the minor units are no digits.
 */
function amountText({ minor, currency }: { minor: string; currency: string }, locale: Locale): string {
  if (!/^\d+$/.test(minor)) {
    throw new TypeError("This is no number of minor units.")
  }
  return isXPayCurrency(currency)
    ? formatMoney({ minor: BigInt(minor), currency }, locale)
    : `${minor} ${currency} (${MINOR_UNITS[locale]})`
}

function reported(
  { minor, currency }: Facts<"amount_mismatch">["authorized"],
  locale: Locale
): string | undefined {
  return minor === null ? undefined : amountText({ minor, currency: currency ?? "?" }, locale)
}

const MINOR_UNITS: Readonly<Record<Locale, string>> = { en: "minor units", it: "unità minori" }

function time(iso: string, locale: Locale): string {
  return formatDate(new Date(iso), locale, { dateStyle: "long", timeStyle: "short" })
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}

function listed(facts: readonly (string | undefined)[]): string {
  return `${facts.filter((fact) => fact !== undefined).join(", ")}.`
}
