/** Card circuits in XPay's spelling. */
export type Circuit = "VISA" | "MC" | "MAE" | "AMEX" | "DINERS" | "JCB" | "UPI"

/** Formats of a circuit's cards. */
export interface CircuitRules {
  readonly circuit: Circuit | undefined
  /** Allowed numbers of digits. */
  readonly lengths: readonly number[]
  readonly cvvLengths: readonly number[]
  /** Grouping of the digits. */
  readonly groups: readonly number[]
}

const FOURS = [4, 4, 4, 4, 3]
const SHORT_IN_MIDDLE = [4, 6, 5]

/** All lengths that XPay accepts. */
const THIRTEEN_UP = [13, 14, 15, 16, 17, 18, 19]

type Rules = readonly [
  circuit: Circuit | undefined,
  prefix: RegExp,
  lengths: number[],
  cvvLengths?: number[],
  groups?: number[],
]

/** The first that fits wins; Maestro has what the others leave of its ranges. */
const BY_PREFIX: readonly Rules[] = [
  ["AMEX", /^3[47]/, [15], [4], SHORT_IN_MIDDLE],
  ["DINERS", /^3(0[0-5]|[689])/, [14, 16, 19], [3], SHORT_IN_MIDDLE],
  ["JCB", /^(2131|1800|35(2[89]|[3-8]))/, [16, 17, 18, 19]],
  // Discover's ranges: XPay counts them as Diners.
  ["DINERS", /^6(011|4[4-9]|5)/, [16, 19]],
  ["UPI", /^(62([0-6]|7[0267]|8[2-9]|9[12])|81)/, THIRTEEN_UP],
  ["MC", /^(5[1-5]|2(22[1-9]|2[3-9]|[3-6]|7[01]|720))/, [16]],
  ["MAE", /^(493698|5[06-9]|6[^0245]|6\d{3})/, THIRTEEN_UP],
  ["VISA", /^4/, [16, 18, 19]],
]

const UNKNOWN: Rules = [undefined, /^/, THIRTEEN_UP, [3, 4]]

/** The circuit of a number, as soon as the first digits identify it. `digits` without spaces. */
export function circuitRules(digits: string): CircuitRules {
  const [circuit, , lengths, cvvLengths = [3], groups = FOURS] =
    BY_PREFIX.find(([, prefix]) => prefix.test(digits)) ?? UNKNOWN
  // Diners numbers of 16 and 19 digits are grouped like everybody else's.
  return { circuit, lengths, cvvLengths, groups: digits.length > 15 ? FOURS : groups }
}
