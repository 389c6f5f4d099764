import { circuitsAt, passesLuhn, type CircuitShape } from "./circuits"
import type { DigitGroup, DigitText } from "./read-digits"

const SHORTEST = 13
const LONGEST = 19
/** Nobody breaks a card number into more groups than this, single digits and pairs apart. */
const MOST_GROUPS = 5

/** First digit of a card number, and the first behind it; and the first group that has no part in it. */
export interface Match {
  readonly from: number
  readonly to: number
  readonly nextGroup: number
}

/**
 * Finds card numbers among groups of digits. Each group begins at most a few candidates of bounded length, so the time is
 * linear. A candidate has the beginning and the length of a circuit, its check digit, and the grouping of a card: none;
 * fours; 4-6-5 and other groupings that banks print; single digits or pairs. The security code and the expiry date may
 * follow without a space.
 */
export function* matchGroups({ values, groups }: DigitText): Generator<Match> {
  for (let index = 0; index < groups.length;) {
    const match =
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
  if (isPhone && length <= LONGEST_PHONE) {
    return undefined
  }
  const card = matchRun(values, start, length)
  return card === undefined ? undefined : { card, nextGroup: index + 1 }
}

/** Real telephone numbers have no more digits, though the standard allows 15; a plus is also how a form writes a space. */
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

/** Expiry date and security code. */
const LONGEST_TAIL = 8

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
    case 4 + codeSize:
      return isExpiry(values, start) || isExpiry(values, start + codeSize)
    default:
      return false
  }
}

/** `MMYY`, within a card's life. */
function isExpiry(values: Uint8Array, start: number): boolean {
  const [m = 0, n = 0, y = 0] = values.subarray(start, start + 3)
  return isInCardsLife(m * 10 + n, y)
}

/** Digits in the groups of a card. The last group may have the security code or the expiry date at its end. */
function matchGrouped(
  values: Uint8Array,
  groups: readonly DigitGroup[],
  index: number
): Candidate | undefined {
  const first = groups[index] as DigitGroup
  if (!BEFORE_OTHERS.includes(first.length)) {
    return undefined
  }
  const circuits = circuitsAt(values, first.start)
  if (circuits.length === 0) {
    return undefined
  }
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
      if (
        size !== undefined &&
        !goesOn(values, groups, last, circuit) &&
        !isInParcelNumber(values, groups, index, last)
      ) {
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

const BEFORE_OTHERS: readonly number[] = [4, 6, 8, 10, 11, 12, 15]
const BETWEEN_OTHERS: readonly number[] = [4, 5, 6, 8]
/** 6-13 as on Maestro and UnionPay cards; 4-11 and 4-12 as a number typed in a hurry; all but the last four, then these. */
const LONG_LAST_PARTS: Readonly<Record<number, readonly number[]>> = {
  4: [11, 12],
  6: [9, 10, 12, 13],
  8: [11],
}
/** What is no group of a card's, and stands before its last four digits alone. */
const ALL_BUT_LAST_FOUR: readonly number[] = [10, 11, 15]

function isLastPart(part: number, groupLength: number, firstLength: number, groupsBefore: number): boolean {
  // What follows without a space follows fours.
  if (part < 1 || part > groupLength || (part < groupLength && firstLength !== 4)) {
    return false
  }
  if (ALL_BUT_LAST_FOUR.includes(firstLength)) {
    return part === 4 && groupsBefore === 1
  }
  return part <= 8 || (groupsBefore === 1 && (LONG_LAST_PARTS[firstLength] ?? []).includes(part))
}

/**
 * Fours that go on in the same way are a longer number, such as a parcel's, unless it is the card's expiry, code or a year,
 * or another card.
 */
function goesOn(
  values: Uint8Array,
  groups: readonly DigitGroup[],
  last: number,
  { codeSize }: CircuitShape
): boolean {
  const [group, next] = [groups[last], groups[last + 1]]
  if (group === undefined || group.length !== 4 || next?.length !== 4 || next.separator !== group.separator) {
    return false
  }
  const isYear = values[next.start] === 2 && values[next.start + 1] === 0
  return (
    codeSize !== 4 &&
    !isYear &&
    !isExpiry(values, next.start) &&
    !isExpiryBackwards(values, next.start) &&
    !isFours(values, groups, last + 1)
  )
}

/** The middle of a parcel's number of the American post, as it is printed: a four that begins with 9 before it, two behind. */
function isInParcelNumber(
  values: Uint8Array,
  groups: readonly DigitGroup[],
  first: number,
  last: number
): boolean {
  const [before, next] = [groups[first - 1], groups[last + 1]]
  return (
    before?.length === 4 &&
    values[before.start] === 9 &&
    next?.length === 2 &&
    groups.slice(first, last + 2).every(({ separator }) => separator === next.separator)
  )
}

/** `YYMM`, as on a card's magnetic stripe. */
function isExpiryBackwards(values: Uint8Array, start: number): boolean {
  const [y = 0, , m = 0, n = 0] = values.subarray(start, start + 4)
  return isInCardsLife(m * 10 + n, y)
}

function isInCardsLife(month: number, decade: number): boolean {
  return month >= 1 && month <= 12 && decade >= 2 && decade <= 5
}

/** A card number in four fours, by itself. */
function isFours(values: Uint8Array, groups: readonly DigitGroup[], index: number): boolean {
  const four = groups.slice(index, index + 4)
  const start = four[0]?.start ?? 0
  return (
    four.length === 4 &&
    four.every(({ length }) => length === 4) &&
    passesLuhn(values, start, 16) &&
    circuitsAt(values, start).some(({ lengths }) => lengths.includes(16))
  )
}

/** Single digits or pairs: as long as they go on they are one number, with something before or behind it at most. */
function matchSmallGroups(
  values: Uint8Array,
  groups: readonly DigitGroup[],
  index: number
): Candidate | undefined {
  const { start, length: size } = groups[index] as DigitGroup
  if (size > 2) {
    return undefined
  }
  let next = index + 1
  let length = size
  const between = groups[next]?.separator
  for (let group = groups[next]; group !== undefined && between !== undefined; group = groups[next]) {
    const isShorter = group.length < size
    const after = groups[next + 1]
    // One shorter group may end it; where more follow, they are a number of their own.
    if (
      !isAlike(group.separator, between) ||
      group.length > size ||
      (isShorter && after?.length === group.length && after.separator !== undefined)
    ) {
      break
    }
    length += group.length
    next++
    if (isShorter) {
      break
    }
  }
  return {
    card:
      matchRun(values, start, length) ??
      matchEnd(values, start + length, length) ??
      matchBeforeCount(values, start, length),
    nextGroup: next,
  }
}

/** A card's digits one by one, and a number of one or two digits behind them: a quantity, say. */
function matchBeforeCount(values: Uint8Array, start: number, length: number): Candidate["card"] {
  return matchRun(values, start, length - 1) ?? matchRun(values, start, length - 2)
}

/** People leave a wider gap after every fourth digit. */
function isAlike(one: string | undefined, other: string | undefined): boolean {
  const narrow = (separator: string | undefined) => separator?.replace(/(.)\1+/gu, "$1")
  return one === other || narrow(one) === narrow(other)
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
