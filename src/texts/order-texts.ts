import { maskCardNumbers } from "../domain/card-numbers/find-card-numbers"
import type { Locale } from "../domain/locale"
import { formatMoney, type Money } from "../domain/money"

/** The contents of an order, for display. */
export interface OrderContents {
  /** The shop's name; undefined if it has none. */
  readonly shop: string | undefined
  /** Medusa's order number; undefined for a cart. */
  readonly number: number | undefined
  readonly items: readonly OrderItem[]
  /** Undefined if shipping is free or not needed. */
  readonly shipping?: Money | undefined
}

export interface OrderItem {
  readonly title: string
  readonly quantity: number
  /** The total of the line, with taxes and discounts. */
  readonly total: Money | undefined
}

/** One line of the order summary on XPay's page. */
export interface SummaryLine {
  readonly label: string
  readonly value: string
}

/** Source: XPay's `order` and post-operations, "description, max 255"; `transactionSummary`, "label, max 50". */
const LONGEST_DESCRIPTION = 255
const LONGEST_LABEL = 50
/** A longer name tells the payer nothing more, and leaves no room for the others. */
const LONGEST_NAME = 60
/** XPay's documents state no limit; more lines than this are not a summary. */
const MOST_LINES = 20

const WORDS = {
  en: {
    order: (number: number) => `order ${number}`,
    more: (count: number) => `and ${count} more`,
    others: (count: number) => `${count} more items`,
    shipping: "Shipping",
  },
  it: {
    order: (number: number) => `ordine ${number}`,
    more: (count: number) => (count === 1 ? "e un altro" : `e altri ${count}`),
    others: (count: number) => `Altri ${count} articoli`,
    shipping: "Spedizione",
  },
} as const

/**
 * The order in one line for the payer, on XPay's page and on receipts: the shop, the order number, the items. Items
 * that do not fit are counted. Contains no person's name, address or e-mail address. The same order gives the same
 * line.
 *
 * @returns undefined if there is nothing to say
 */
export function orderDescription({ shop, number, items }: OrderContents, locale: Locale): string | undefined {
  const words = WORDS[locale]
  const head = [nameText(shop), number === undefined ? undefined : words.order(number)]
    .filter((part) => part !== undefined)
    .join(", ")
  const names = items.flatMap(({ title, quantity }) => itemName(title, quantity) ?? [])
  for (let shown = names.length; shown >= 0; shown -= 1) {
    const left = items.length - shown
    const named = names.slice(0, shown).join(", ")
    const list = left === 0 || shown === 0 ? named : `${named} ${words.more(left)}`
    const text = [head, list].filter((part) => part !== "").join(": ")
    if (text.length <= LONGEST_DESCRIPTION) {
      return text === "" ? undefined : text
    }
  }
  return undefined
}

/** The order number for XPay's `invoiceId`, if there is one: the number on the shop's own documents. */
export function orderInvoiceId({ number }: OrderContents): string | undefined {
  return number === undefined ? undefined : String(number)
}

/**
 * The order line by line for XPay's page. Empty unless the lines add up to the paid amount, to the cent: a summary that
 * does not (a partial payment, a gift card, a line without a total) would be wrong.
 */
export function orderSummary(
  { items, shipping }: OrderContents,
  amount: Money,
  locale: Locale
): readonly SummaryLine[] | undefined {
  const words = WORDS[locale]
  const named = items.map(({ title, quantity, total }) => ({ label: itemName(title, quantity), total }))
  const lines = [
    ...named,
    ...(shipping === undefined || shipping.minor === 0n ? [] : [{ label: words.shipping, total: shipping }]),
  ]
  const isComplete = items.length > 0 && lines.every(({ total }) => total?.currency === amount.currency)
  if (!isComplete || sumOf(lines) !== amount.minor || lines.some(({ label }) => label === undefined)) {
    return undefined
  }
  const shown = lines.length <= MOST_LINES ? lines : lines.slice(0, MOST_LINES - 1)
  const rest = lines.slice(shown.length)
  const all =
    rest.length === 0
      ? shown
      : [...shown, { label: words.others(rest.length), total: { ...amount, minor: sumOf(rest) } }]
  return all.map(({ label, total }) => ({
    label: cut(label ?? "", LONGEST_LABEL),
    value: formatMoney(total ?? amount, locale),
  }))
}

function sumOf(lines: readonly { readonly total: Money | undefined }[]): bigint {
  return lines.reduce((sum, { total }) => sum + (total?.minor ?? 0n), 0n)
}

/** The reason of a refund, as typed. */
export function refundDescription(note: string | null | undefined): string | undefined {
  const text = plainText(note ?? undefined)
  return text === undefined ? undefined : cut(text, LONGEST_DESCRIPTION)
}

function itemName(title: string, quantity: number): string | undefined {
  const name = nameText(title)
  return name === undefined || quantity === 1 ? name : `${quantity} × ${name}`
}

function nameText(value: string | undefined): string | undefined {
  const text = plainText(value)
  return text === undefined ? undefined : cut(text, LONGEST_NAME)
}

/**
 * What a receipt printer or a three-byte database cannot hold (emoji, everything outside the Basic Multilingual Plane),
 * invisible characters, and the angle brackets that XPay takes for a script (`PS0041`).
 */
const NOT_PLAIN = /(?:[\p{Emoji_Presentation}\p{C}\u{10000}-\u{10FFFF}<>]|\uFE0F|\u20E3)+/gu

const MAIL_ADDRESS = /[^\s@,;:()]+@[^\s@,;:()]+\.[^\s@,;:()]+/g

/** On one line, with card numbers and e-mail addresses masked. */
function plainText(value: string | undefined): string | undefined {
  const safe = maskCardNumbers(value ?? "").replace(MAIL_ADDRESS, "***")
  const text = safe.normalize("NFC").replace(NOT_PLAIN, " ").replace(/\s+/g, " ").trim()
  return text === "" ? undefined : text
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`
}
