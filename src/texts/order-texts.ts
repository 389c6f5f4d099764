import { maskCardNumbers } from "../domain/card-numbers/find-card-numbers"
import type { Locale } from "../domain/locale"
import { formatMoney, type Money } from "../domain/money"

/** What is bought, as far as people name it. */
export interface OrderContents {
  /** The shop's name; undefined when nobody has given it one. */
  readonly shop: string | undefined
  /** Medusa's number of the order; undefined while there is only a cart. */
  readonly number: number | undefined
  readonly items: readonly OrderItem[]
  /** Undefined where nothing is shipped for money. */
  readonly shipping?: Money | undefined
}

export interface OrderItem {
  readonly title: string
  readonly quantity: number
  /** What the line comes to, with taxes and discounts. */
  readonly total: Money | undefined
}

/** One line of what XPay's page shows of the order. */
export interface SummaryLine {
  readonly label: string
  readonly value: string
}

/** Source: docs of XPay's `order` and post-operations, "description, max 255"; `transactionSummary`, "label, max 50". */
const LONGEST_DESCRIPTION = 255
const LONGEST_LABEL = 50
/** A name that is longer says no more to the payer, and crowds the others out. */
const LONGEST_NAME = 60
/** XPay's documents name no limit; more than this is no summary. */
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
 * The order in a line for the payer, as it stands on XPay's page and on receipts: the shop, the order's number, what is in
 * it. What does not fit is counted. Nobody's name, address or mail address is used, and the same order gives the same line.
 *
 * @returns undefined when nothing can be said
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

/** The order's number as XPay's `invoiceId`, where it has one: the number that the shop's own papers bear. */
export function orderInvoiceId({ number }: OrderContents): string | undefined {
  return number === undefined ? undefined : String(number)
}

/**
 * The order line by line for XPay's page. Nothing, unless the lines come to what is paid, to the cent: a summary that does
 * not add up (a part is paid, there is a gift card, a line has no total) says something untrue.
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

/** The reason of a refund, as it was typed. */
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
 * What neither a receipt printer nor a three-byte database holds (pictures, everything outside the Basic Multilingual
 * Plane), what does not show, and the brackets in which XPay sees a script (`PS0041`).
 */
const NOT_PLAIN = /(?:[\p{Emoji_Presentation}\p{C}\u{10000}-\u{10FFFF}<>]|\uFE0F|\u20E3)+/gu

const MAIL_ADDRESS = /[^\s@,;:()]+@[^\s@,;:()]+\.[^\s@,;:()]+/g

/** On one line, without card numbers and mail addresses, whoever has typed them. */
function plainText(value: string | undefined): string | undefined {
  const safe = maskCardNumbers(value ?? "").replace(MAIL_ADDRESS, "***")
  const text = safe.normalize("NFC").replace(NOT_PLAIN, " ").replace(/\s+/g, " ").trim()
  return text === "" ? undefined : text
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`
}
