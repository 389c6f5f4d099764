import type { Locale } from "../domain/locale"
import { formatDate } from "./format-date"

/** A message to a customer: a subject, for channels that have one, and a text. */
export interface CustomerMessage {
  readonly subject: string
  readonly text: string
}

/** The facts in a message about a payment link. */
export interface LinkFacts {
  readonly shop: string | undefined
  /** The number of Medusa's order. */
  readonly order: number | undefined
  readonly amount: string
  readonly link: string
  /** When it expires. */
  readonly expiresAt: Date | null
}

/** The facts in a receipt. */
export interface ReceiptFacts {
  readonly shop: string | undefined
  readonly order: number | undefined
  readonly amount: string
  /** The amount is held, and charged later. */
  readonly isHeld: boolean
  /** Circuit and last four digits, or the name of the method. */
  readonly paidWith: string | undefined
  readonly paidAt: Date
  readonly authorizationCode: string | null
  /** The shop's own closing text. */
  readonly closing: string | undefined
}

const WORDS = {
  en: {
    about: (order: number | undefined) => (order === undefined ? "your order" : `order #${order}`),
    linkSubject: (about: string) => `Pay for ${about}`,
    link: (amount: string, about: string, link: string) => `To pay ${amount} for ${about}, open: ${link}`,
    until: (day: string) => `You can use the link until ${day}.`,
    receiptSubject: (about: string) => `Payment received for ${about}`,
    received: "Thank you for your payment.",
    order: "Order",
    amount: "Amount",
    held: "reserved, charged when the order ships",
    paidWith: "Paid with",
    date: "Date",
    code: "Authorization code",
    noInvoice: "This message confirms the payment. It is not an invoice.",
  },
  it: {
    about: (order: number | undefined) => (order === undefined ? "il tuo ordine" : `l'ordine n. ${order}`),
    linkSubject: (about: string) => `Paga ${about}`,
    link: (amount: string, about: string, link: string) => `Per pagare ${amount} per ${about}, apri: ${link}`,
    until: (day: string) => `Puoi usare il link fino al ${day}.`,
    receiptSubject: (about: string) => `Pagamento ricevuto per ${about}`,
    received: "Grazie per il pagamento.",
    order: "Ordine",
    amount: "Importo",
    held: "bloccato, addebitato alla spedizione",
    paidWith: "Pagato con",
    date: "Data",
    code: "Codice di autorizzazione",
    noInvoice: "Questo messaggio conferma il pagamento. Non è un documento fiscale.",
  },
} as const satisfies Record<Locale, unknown>

/** A message with a payment link. */
export function linkMessage(facts: LinkFacts, locale: Locale): CustomerMessage {
  const words = WORDS[locale]
  const about = words.about(facts.order)
  const { expiresAt: end } = facts
  const lines = [
    words.link(facts.amount, about, facts.link),
    end === null ? undefined : words.until(formatDate(end, locale, { dateStyle: "long" })),
    facts.shop,
  ]
  return { subject: subjectOf(facts.shop, words.linkSubject(about)), text: joined(lines) }
}

/** A receipt. */
export function receiptMessage(facts: ReceiptFacts, locale: Locale): CustomerMessage {
  const words = WORDS[locale]
  const paid = formatDate(facts.paidAt, locale, { dateStyle: "long", timeStyle: "short" })
  const lines = [
    words.received,
    facts.order === undefined ? undefined : `${words.order}: #${facts.order}`,
    `${words.amount}: ${facts.amount}${facts.isHeld ? ` (${words.held})` : ""}`,
    facts.paidWith === undefined ? undefined : `${words.paidWith}: ${facts.paidWith}`,
    `${words.date}: ${paid}`,
    facts.authorizationCode === null ? undefined : `${words.code}: ${facts.authorizationCode}`,
    words.noInvoice,
    facts.shop,
    facts.closing,
  ]
  return {
    subject: subjectOf(facts.shop, words.receiptSubject(words.about(facts.order))),
    text: joined(lines),
  }
}

function subjectOf(shop: string | undefined, subject: string): string {
  return shop === undefined ? subject : `${shop}: ${subject}`
}

function joined(lines: readonly (string | undefined)[]): string {
  return lines.filter((line) => line !== undefined).join("\n")
}
