import { findIbans } from "./find-ibans"
import { matchGroups } from "./match-groups"
import { readDigits } from "./read-digits"
import { readings, type Unescaped } from "./unescape"

/** The position of a card number in a text: index of its first character, and of the first one after it. */
export type Span = readonly [from: number, to: number]

/**
 * Finds card numbers in a text in any notation: in groups, separated by anything but letters, in the digits of any
 * script, with invisible characters, percent-encoded, as HTML or JavaScript escapes, in base64 or hex, with the
 * security code or the expiry date directly after them. Runs in time linear in the length of the text.
 *
 * Some other long numbers match by chance, so use it only where that is harmless. Numbers with a grouping that no card
 * has are ignored, and so are dates, phone numbers and bank account numbers.
 *
 * @returns the positions in order, without overlaps
 */
export function findCardNumbers(text: string): Span[] {
  return merge([...search(text, readings(text))])
}

/** {@link findCardNumbers} on the fully unescaped text only, not on the original: for joined parts. */
export function findJoinedCardNumbers(text: string): Span[] {
  return merge([...search(text, [...readings(text)].slice(-1))])
}

/** Whether a text contains a card number; see {@link findCardNumbers}. */
export function hasCardNumber(text: string): boolean {
  return !search(text, readings(text)).next().done
}

/** A text with every card number replaced by `mask`; see {@link findCardNumbers}. */
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
  // Most tokens do not change when a layer of escapes is removed, and need not be decoded again.
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

/** Tokens long enough for thirteen digits in base64, and in hex. */
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
    // The text before it, such as a path, may use the same alphabet: then it starts at another offset within four
    // characters.
    const offsets = encoding === "hex" ? [0, 1] : /[+/_-]/.test(token) ? [0, 1, 2, 3] : [0]
    if (offsets.some((offset) => holdsCardNumber(Buffer.from(token.slice(offset), encoding)))) {
      yield [startOf(index), endOf(index + token.length - 1)]
    } else {
      seen.add(name)
    }
  }
}

function holdsCardNumber(bytes: Buffer): boolean {
  // Random bytes have few digits: most candidates for base64 are not examined further.
  if (countDigits(bytes) < SHORTEST) {
    return false
  }
  const digits = readDigits(bytes.toString("latin1"))
  for (const { from, to } of matchGroups(digits)) {
    const [start, end] = [digits.starts[from] ?? 0, digits.ends[to - 1] ?? 0]
    // Text, possibly with two bytes per character; anything else is a match by chance.
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
