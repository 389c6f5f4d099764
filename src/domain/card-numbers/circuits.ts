import { creditCardType } from "card-validator"

/** The format of a circuit's numbers. */
export interface CircuitShape {
  /** First and last number of the range: its first eight digits. */
  readonly from: number
  readonly to: number
  readonly lengths: readonly number[]
  /** Lengths at which digits without grouping count as a card number. */
  readonly lengthsWithoutGroups: readonly number[]
  /** Length of the security code. */
  readonly codeSize: number
}

const PREFIX_DIGITS = 8
const LONGEST = 19
const SHORTEST = 13

/**
 * One in twelve numbers begins like a Visa or, according to the tables of card numbers, like a Maestro ("6"). No issuer
 * is known to use the lengths omitted here; the ids of XPay's own operations have 18 digits.
 */
const USUAL_LENGTHS: Readonly<Record<string, readonly number[]>> = { visa: [16, 19], maestro: [16, 19] }

/** Ranges in which Maestro cards of every length were issued. */
const MAESTRO_OF_ANY_LENGTH = ["5018", "5020", "5038", "5893", "6304", "6390", "67"]

/** By first digit: a number with any other first digit is not a card. */
const BY_FIRST_DIGIT: readonly CircuitShape[][] = Array.from({ length: 10 }, () => [])

for (const { type, patterns, lengths, code } of Object.values(creditCardType.types).map(infoOf)) {
  const possible = lengths.filter((length) => length >= SHORTEST && length <= LONGEST)
  const usual = USUAL_LENGTHS[type] ?? possible
  patterns.forEach((pattern) => add(pattern, possible, usual, code.size))
}
MAESTRO_OF_ANY_LENGTH.forEach((prefix) => {
  const all = Array.from({ length: LONGEST - SHORTEST + 1 }, (_, index) => SHORTEST + index)
  add(Number(prefix), all, all, 3)
})

function infoOf(name: string) {
  return creditCardType.getTypeInfo(name)
}

function add(
  pattern: number | string | readonly (number | string)[],
  lengths: readonly number[],
  lengthsWithoutGroups: readonly number[],
  codeSize: number
): void {
  const [first, last] = Array.isArray(pattern) ? pattern.map(String) : [String(pattern), String(pattern)]
  const shape: CircuitShape = {
    from: Number((first ?? "").padEnd(PREFIX_DIGITS, "0")),
    to: Number((last ?? "").padEnd(PREFIX_DIGITS, "9")),
    lengths,
    lengthsWithoutGroups,
    codeSize,
  }
  const firstDigits = [Number((first ?? "")[0]), Number((last ?? "")[0])]
  for (let digit = Math.min(...firstDigits); digit <= Math.max(...firstDigits); digit++) {
    BY_FIRST_DIGIT[digit]?.push(shape)
  }
}

const NONE: readonly CircuitShape[] = []

/** The circuits whose numbers begin with the digits at `start`. */
export function circuitsAt(digits: ArrayLike<number>, start: number): readonly CircuitShape[] {
  const candidates = BY_FIRST_DIGIT[digits[start] ?? 0] ?? []
  if (candidates.length === 0) {
    return candidates
  }
  let prefix = 0
  for (let index = start; index < start + PREFIX_DIGITS; index++) {
    prefix = prefix * 10 + (digits[index] ?? 0)
  }
  const begins = ({ from, to }: CircuitShape) => from <= prefix && prefix <= to
  return candidates.some(begins) ? candidates.filter(begins) : NONE
}

/** Luhn's check digit. */
export function passesLuhn(digits: ArrayLike<number>, start: number, length: number): boolean {
  let sum = 0
  for (let index = 0; index < length; index++) {
    const digit = digits[start + length - 1 - index] ?? 0
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}
