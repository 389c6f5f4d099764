import { findIbans } from "./find-ibans"
import { matchGroups } from "./match-groups"
import { readDigits } from "./read-digits"
import { readings, type Unescaped } from "./unescape"

/** Where a card number stands in a text: index of its first character, and of the first behind it. */
export type Span = readonly [from: number, to: number]

/**
 * Finds card numbers in a text, however they are spelled: in groups, with anything but letters between them, in the digits
 * of any script, with characters that do not show, percent-encoded, as HTML or JavaScript escapes, in base64 or hex, with
 * the security code or the expiry date directly behind. Takes time linear in the length of the text.
 *
 * Some other long numbers look like one by chance, so use it where that does little harm. Numbers whose grouping is no
 * card's are left alone, and so are dates, telephone numbers and bank account numbers.
 *
 * @returns the places, from first to last; one overlaps none of the others
 */
export function findCardNumbers(text: string): Span[] {
  return merge([...search(text, readings(text))])
}

/** {@link findCardNumbers}, with all escapes taken off and not as the text stands: for parts that were joined. */
export function findJoinedCardNumbers(text: string): Span[] {
  return merge([...search(text, [...readings(text)].slice(-1))])
}

/** Whether a text holds a card number; see {@link findCardNumbers}. */
export function hasCardNumber(text: string): boolean {
  return !search(text, readings(text)).next().done
}

/** A text with `mask` in the place of every card number; see {@link findCardNumbers}. */
export function maskCardNumbers(text: string, mask: string | ((found: string) => string) = "****"): string {
  let done = 0
  const parts: string[] = []
  for (const [from, to] of findCardNumbers(text)) {
    parts.push(text.slice(done, from), typeof mask === "string" ? mask : mask(text.slice(from, to)))
    done = to
  }
  return done === 0 ? text : parts.join("") + text.slice(done)
}

const SHORTEST = 13

function* search(text: string, layers: Iterable<Unescaped>): Generator<Span> {
  if (text.length < SHORTEST) {
    return
  }
  // Most tokens are the same with a layer of escapes taken off, and need not be decoded again.
  const seen = new Set<string>()
  for (const reading of layers) {
    yield* searchPlain(reading)
    yield* searchTokens(reading, BASE64, "base64", seen)
    yield* searchTokens(reading, HEX, "hex", seen)
  }
}

function* searchPlain({ text, startOf, endOf }: Unescaped): Generator<Span> {
  const digits = readDigits(text, findIbans(text))
  for (const { from, to } of matchGroups(digits)) {
    yield [startOf(digits.starts[from] ?? 0), endOf((digits.ends[to - 1] ?? 1) - 1)]
  }
}

/** Thirteen digits in base64, and in hex. */
const BASE64 = /[A-Za-z0-9+/_-]{18,}={0,2}/g
const HEX = /[0-9A-Fa-f]{26,}/g

function* searchTokens(
  { text, startOf, endOf }: Unescaped,
  tokens: RegExp,
  encoding: "base64" | "hex",
  seen: Set<string>
): Generator<Span> {
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const name = `${encoding} ${token}`
    if (seen.has(name)) {
      continue
    }
    // What stands before it, a path say, may be of the same alphabet: then it begins at another place of its four.
    const offsets = encoding === "hex" ? [0, 1] : /[+/_-]/.test(token) ? [0, 1, 2, 3] : [0]
    if (offsets.some((offset) => holdsCardNumber(Buffer.from(token.slice(offset), encoding)))) {
      yield [startOf(index), endOf(index + token.length - 1)]
    } else {
      seen.add(name)
    }
  }
}

function holdsCardNumber(bytes: Buffer): boolean {
  // Chance has few digits: most of what could be base64 is looked at no closer.
  if (countDigits(bytes) < SHORTEST) {
    return false
  }
  const digits = readDigits(bytes.toString("latin1"))
  for (const { from, to } of matchGroups(digits)) {
    const [start, end] = [digits.starts[from] ?? 0, digits.ends[to - 1] ?? 0]
    // Text, maybe in two bytes for each character; else it is chance.
    if (bytes.subarray(start, end).every(isOfText)) {
      return true
    }
  }
  return false
}

function isOfText(byte: number): boolean {
  return byte === 0 || (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x20 && byte < 0x7f)
}

function countDigits(bytes: Buffer): number {
  let count = 0
  for (const byte of bytes) {
    count += byte >= 0x30 && byte <= 0x39 ? 1 : 0
  }
  return count
}

function merge(spans: Span[]): Span[] {
  const merged: Span[] = []
  for (const [from, to] of spans.sort(([one], [other]) => one - other)) {
    const last = merged.at(-1)
    if (last !== undefined && from < last[1]) {
      merged[merged.length - 1] = [last[0], Math.max(last[1], to)]
    } else {
      merged.push([from, to])
    }
  }
  return merged
}
