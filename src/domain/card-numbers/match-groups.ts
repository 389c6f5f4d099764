import { circuitsAt, passesLuhn, type CircuitShape } from "./circuits"
import type { DigitGroup, DigitText } from "./read-digits"

const SHORTEST = 13
const LONGEST = 19
/** No card number is written in more groups than this, except in single digits or pairs. */
const MOST_GROUPS = 5

/** First digit of a card number, the first one after it, and the first group after it. */
export interface Match {
  readonly from: number
  readonly to: number
  readonly nextGroup: number
}

/**
 * Finds card numbers among groups of digits. At most a few candidates of bounded length begin at each group, so the
 * time is linear. A candidate has the prefix and the length of a circuit, a valid check digit, and the grouping of a
 * card: none; fours; 4-6-5 and other groupings that banks print; single digits or pairs. The security code and the
 * expiry date may follow without a space.
 */
export function* matchGroups({ values, groups }: DigitText): Generator<Match> {
  for (let index = 0; index < groups.length;) {
    const match =
      matchParcel(values, groups, index) ??
      matchAlone(values, groups, index) ??
      matchGrouped(values, groups, index) ??
      matchSmallGroups(values, groups, index)
    if (match?.card !== undefined) {
      yield { from: match.card[0], to: match.card[1], nextGroup: match.nextGroup }
    }
    index = match?.nextGroup ?? index + 1
  }
}

interface Candidate {
  readonly card: readonly [from: number, to: number] | undefined
  readonly nextGroup: number
}

/** Digits without a separator. */
function matchAlone(values: Uint8Array, groups: readonly DigitGroup[], index: number): Candidate | undefined {
  const { start, length, isPhone } = groups[index] as DigitGroup
  if (length < SHORTEST || (isPhone && length <= LONGEST_PHONE)) {
    return undefined
  }
  const card =
    matchRun(values, start, length) ??
    matchPadded(values, start, length) ??
    matchTwice(values, start, length) ??
    // The month follows directly, and the year follows a slash.
    (isYear(values, groups[index + 1]) ? matchBeforeMonth(values, start, length) : undefined)
  return card === undefined ? undefined : { card, nextGroup: index + 1 }
}

/** Padded with zeros to the width of a column. */
function matchPadded(values: Uint8Array, start: number, length: number): Candidate["card"] {
  let zeros = 0
  while (zeros < length && values[start + zeros] === 0) {
    zeros++
  }
  return zeros === 0 ? undefined : matchRun(values, start + zeros, length - zeros)
}

/** Pasted twice in a row. */
function matchTwice(values: Uint8Array, start: number, length: number): Candidate["card"] {
  const half = length / 2
  if (length % 2 !== 0 || half < SHORTEST || half > LONGEST) {
    return undefined
  }
  const isSame = values
    .subarray(start, start + half)
    .every((value, place) => value === values[start + half + place])
  return isSame && matchRun(values, start, half)?.[1] === start + half ? [start, start + length] : undefined
}

function matchBeforeMonth(values: Uint8Array, start: number, length: number): Candidate["card"] {
  const month = start + length - 2
  return isInCardsLife((values[month] ?? 0) * 10 + (values[month + 1] ?? 0), CURRENT_DECADE)
    ? matchRun(values, start, length - 2)
    : undefined
}

/** `/28` or `/2028`. */
function isYear(values: Uint8Array, group: DigitGroup | undefined): boolean {
  const { start = 0, length = 0, separator } = group ?? {}
  return (
    separator !== undefined &&
    /^[/.-]$/.test(separator) &&
    (length === 2 || (length === 4 && isCentury(values, start))) &&
    isInCardsLife(1, values[start + length - 2] ?? 0)
  )
}

function isCentury(values: Uint8Array, start: number): boolean {
  return values[start] === 2 && values[start + 1] === 0
}

/**
 * Real phone numbers are not longer, although the standard allows 15 digits; a form may also encode a space as a plus.
 */
const LONGEST_PHONE = 13

function matchRun(values: Uint8Array, start: number, length: number): Candidate["card"] {
  if (length < SHORTEST || length > LONGEST + LONGEST_TAIL) {
    return undefined
  }
  for (const circuit of circuitsAt(values, start)) {
    for (const size of circuit.lengthsWithoutGroups) {
      if (isCard(values, start, size, length, circuit)) {
        return [start, start + size]
      }
    }
  }
  return undefined
}

/** Expiry date with four-digit year, and security code. */
const LONGEST_TAIL = 10

function isCard(
  values: Uint8Array,
  start: number,
  size: number,
  length: number,
  circuit: CircuitShape
): boolean {
  return (
    size <= length &&
    passesLuhn(values, start, size) &&
    isTail(values, start + size, length - size, circuit.codeSize)
  )
}

/** Whether digits may follow a card number directly: nothing, its security code, its expiry date, or both. */
function isTail(values: Uint8Array, start: number, length: number, codeSize: number): boolean {
  switch (length) {
    case 0:
    case codeSize:
      return true
    case 4:
      return isExpiry(values, start)
    case 6:
      return isLongExpiry(values, start)
    case 4 + codeSize:
      return isExpiry(values, start) || isExpiry(values, start + codeSize)
    case 6 + codeSize:
      return isLongExpiry(values, start) || isLongExpiry(values, start + codeSize)
    default:
      return false
  }
}

/** `MMYY`, or `YYMM` as on the magnetic stripe, within a card's validity. */
function isExpiry(values: Uint8Array, start: number): boolean {
  const pair = (from: number) => (values[from] ?? 0) * 10 + (values[from + 1] ?? 0)
  return (
    isInCardsLife(pair(start), values[start + 2] ?? 0) || isInCardsLife(pair(start + 2), values[start] ?? 0)
  )
}

/** `MMYYYY`. */
function isLongExpiry(values: Uint8Array, start: number): boolean {
  const [m = 0, n = 0] = values.subarray(start, start + 2)
  return isCentury(values, start + 2) && isInCardsLife(m * 10 + n, values[start + 4] ?? 0)
}

/** Digits grouped like a card number. The last group may end with the security code or the expiry date. */
function matchGrouped(
  values: Uint8Array,
  groups: readonly DigitGroup[],
  index: number
): Candidate | undefined {
  const first = groups[index] as DigitGroup
  const isPrinted = BEFORE_OTHERS.includes(first.length)
  const isSlipped = SLIPPED.includes(first.length + (groups[index + 1]?.length ?? 0))
  const circuits = isPrinted || isSlipped ? circuitsAt(values, first.start) : []
  if (circuits.length === 0) {
    return undefined
  }
  return (
    (isPrinted ? matchPrinted(values, groups, index, circuits) : undefined) ??
    (isSlipped ? matchSlipped(values, groups, index, circuits) : undefined)
  )
}

/** As printed on a card, and as people write it. */
function matchPrinted(
  values: Uint8Array,
  groups: readonly DigitGroup[],
  index: number,
  circuits: readonly CircuitShape[]
): Candidate | undefined {
  const first = groups[index] as DigitGroup
  let before = first.length
  for (let last = index + 1; last < index + MOST_GROUPS && last < groups.length; last++) {
    const group = groups[last] as DigitGroup
    if (group.separator === undefined) {
      return undefined
    }
    for (const circuit of circuits) {
      const size = circuit.lengths.find(
        (length) =>
          isLastPart(length - before, group.length, first.length, last - index) &&
          isCard(values, first.start, length, before + group.length, circuit)
      )
      if (size !== undefined) {
        return { card: [first.start, first.start + size], nextGroup: last + 1 }
      }
    }
    if (!BETWEEN_OTHERS.includes(group.length)) {
      return undefined
    }
    before += group.length
  }
  return undefined
}

/** One misplaced space, a typing error: only for a complete number with nothing after it. */
function matchSlipped(
  values: Uint8Array,
  groups: readonly DigitGroup[],
  index: number,
  circuits: readonly CircuitShape[]
): Candidate | undefined {
  const { start, length } = groups[index] as DigitGroup
  const second = groups[index + 1]
  const size = length + (second?.length ?? 0)
  if (second?.separator === undefined || !/^[\s+]{1,2}$/.test(second.separator)) {
    return undefined
  }
  const isFound = circuits.some(
    (circuit) => circuit.lengths.includes(size) && isCard(values, start, size, size, circuit)
  )
  return isFound ? { card: [start, start + size], nextGroup: index + 2 } : undefined
}

/** Shorter or longer digits are more often two numbers. */
const SLIPPED: readonly number[] = [15, 16]

const BEFORE_OTHERS: readonly number[] = [4, 6, 8, 10, 11, 12, 15]
const BETWEEN_OTHERS: readonly number[] = [4, 5, 6, 8]
/**
 * 6-13 as on Maestro and UnionPay cards; 4-11 and 4-12 as typed in haste; all but the last four digits, then the last
 * four.
 */
const LONG_LAST_PARTS: Readonly<Record<number, readonly number[]>> = {
  4: [11, 12],
  6: [9, 10, 12, 13],
  8: [11],
}
/** Not groups of a card number, except directly before its last four digits. */
const ALL_BUT_LAST_FOUR: readonly number[] = [10, 11, 15]

function isLastPart(part: number, groupLength: number, firstLength: number, groupsBefore: number): boolean {
  // Only groups of four can be followed by more digits without a space.
  if (part < 1 || part > groupLength || (part < groupLength && firstLength !== 4)) {
    return false
  }
  if (ALL_BUT_LAST_FOUR.includes(firstLength)) {
    return part === 4 && groupsBefore === 1
  }
  return part <= 8 || (groupsBefore === 1 && (LONG_LAST_PARTS[firstLength] ?? []).includes(part))
}

const CURRENT_DECADE = 2

function isInCardsLife(month: number, decade: number): boolean {
  return month >= 1 && month <= 12 && decade >= 2 && decade <= 5
}

/** A parcel number of the US post as printed, with a valid check digit: not a card number, nor part of one. */
function matchParcel(
  values: Uint8Array,
  groups: readonly DigitGroup[],
  index: number
): Candidate | undefined {
  const start = groups[index]?.start ?? 0
  const service = values[start + 1] ?? 0
  if (values[start] !== 9 || service < 1 || service > 5) {
    return undefined
  }
  const parts = groups.slice(index, index + PARCEL.length)
  const isPrinted =
    parts.length === PARCEL.length &&
    parts.every(
      ({ length, separator }, part) =>
        length === PARCEL[part] && (part === 0 || separator === parts[1]?.separator)
    )
  return isPrinted && isParcel(values.subarray(start, start + PARCEL_DIGITS))
    ? { card: undefined, nextGroup: index + PARCEL.length }
    : undefined
}

const PARCEL: readonly number[] = [4, 4, 4, 4, 4, 2]
const PARCEL_DIGITS = 22

/** The GS1 check digit: from the last digit, the weights are 1 and 3 in turns. */
function isParcel(digits: Uint8Array): boolean {
  return digits.reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 3 : 1), 0) % 10 === 0
}

/**
 * Single digits, pairs or threes: a run of them is one number, possibly with other numbers before or after it.
 * Thousands begin with a shorter group, and any of them may end with one shorter group.
 */
function matchSmallGroups(
  values: Uint8Array,
  groups: readonly DigitGroup[],
  index: number
): Candidate | undefined {
  const [first, second] = [groups[index] as DigitGroup, groups[index + 1]]
  const between = second?.separator
  const size = second?.length === LARGEST_SMALL ? second.length : first.length
  if (first.length > LARGEST_SMALL || second === undefined || between === undefined) {
    return undefined
  }
  let next = index + 1
  let group: DigitGroup | undefined = second
  for (; group !== undefined && isAlike(group.separator, between); group = groups[next]) {
    if (group.length !== size) {
      break
    }
    next++
  }
  const endsShorter = group !== undefined && group.length < size && isAlike(group.separator, between)
  const card = matchWindow(values, groups, index, next + (endsShorter ? 1 : 0))
  if (card !== undefined) {
    return { card, nextGroup: next }
  }
  // If another separator follows, the last group may be the first of the next number.
  const isNext = group?.separator !== undefined && !isAlike(group.separator, between)
  return { card: undefined, nextGroup: isNext ? Math.max(index + 1, next - 1) : next }
}

/** Thousands. */
const LARGEST_SMALL = 3
/** Separate numbers, such as a position and a quantity, before or after a card's digits and in the same format. */
const MOST_BESIDE = 2

function matchWindow(
  values: Uint8Array,
  groups: readonly DigitGroup[],
  index: number,
  next: number
): Candidate["card"] {
  const startOf = (group: number) => groups[group]?.start ?? 0
  const endOf = (group: number) => startOf(group) + (groups[group]?.length ?? 0)
  const [start, end] = [startOf(index), endOf(next - 1)]
  if (end - start < SHORTEST) {
    return undefined
  }
  const beside = Math.min(MOST_BESIDE, next - index - 1)
  for (let before = 0; before <= beside; before++) {
    for (let behind = 0; behind <= beside; behind++) {
      const from = startOf(index + before)
      const card = matchRun(values, from, endOf(next - 1 - behind) - from)
      if (card !== undefined) {
        return card
      }
    }
  }
  return matchEnd(values, end, end - start)
}

/** Some people leave a wider gap after every fourth digit. */
function isAlike(one: string | undefined, other: string | undefined): boolean {
  return one === other || narrow(one) === narrow(other)
}

function narrow(separator = ""): string {
  if (separator.length < 2) {
    return separator
  }
  let narrowed = ""
  for (const character of separator) {
    narrowed += narrowed.endsWith(character) ? "" : character
  }
  return narrowed
}

function matchEnd(values: Uint8Array, end: number, length: number): Candidate["card"] {
  for (let size = Math.min(length, LONGEST); size >= SHORTEST; size--) {
    const card = matchRun(values, end - size, size)
    if (card !== undefined) {
      return card
    }
  }
  return undefined
}
