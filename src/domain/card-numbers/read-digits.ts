/** A group of digits without visible characters between them. */
export interface DigitGroup {
  /** Index of its first digit among all digits. */
  readonly start: number
  length: number
  /** The visible characters between the previous group and this one; undefined: something that ends a number. */
  readonly separator: string | undefined
  /** Preceded by `+`, like an international phone number. */
  readonly isPhone: boolean
}

/** The digits of a text, in any script. */
export interface DigitText {
  readonly values: Uint8Array
  /** Start and end of each in the text. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly groups: readonly DigitGroup[]
}

/**
 * Two groups of a card number are separated by at most this many visible characters, none of them a letter. A run of
 * white space counts once, and an HTML tag does not count.
 */
const LONGEST_GAP = 6

const DIGIT = 0
const SEPARATOR = 1
const INVISIBLE = 2
const LETTER = 3

/** @param without parts of the text to skip, in order */
export function readDigits(text: string, without: readonly (readonly [number, number])[] = []): DigitText {
  const values = new Uint8Array(text.length)
  const starts = new Int32Array(text.length)
  const ends = new Int32Array(text.length)
  const groups: DigitGroup[] = []
  let count = 0
  let group: DigitGroup | undefined
  let gap = LONGEST_GAP + 1
  let separator = ""
  let previous = ""
  let skipped = 0
  for (let index = 0; index < text.length;) {
    const [from, to] = without[skipped] ?? [text.length, text.length]
    if (index >= from) {
      index = to
      skipped++
      gap = LONGEST_GAP + 1
      group = undefined
      continue
    }
    const code = text.codePointAt(index) ?? 0
    const width = code === LESS_THAN ? tagAt(text, index) : code > 0xff_ff ? 2 : 1
    const isTag = code === LESS_THAN && width > 1
    const { kind, value } = characterOf(code)
    if (kind === DIGIT) {
      if (group === undefined) {
        const isPhone = previous === "+" && !/[\p{L}\p{N}]/u.test(text[index - 2] ?? "")
        group = { start: count, length: 0, separator: gap > LONGEST_GAP ? undefined : separator, isPhone }
        groups.push(group)
      }
      group.length++
      values[count] = value
      starts[count] = index
      ends[count] = index + width
      count++
      gap = 0
    } else if (kind !== INVISIBLE) {
      const character = text[index] ?? ""
      const isUncounted = isTag || (group === undefined && isSpace(character) && isSpace(previous))
      gap = kind === LETTER ? LONGEST_GAP + 1 : isUncounted ? gap : gap + 1
      separator = group === undefined ? separator : ""
      separator += gap > LONGEST_GAP || isUncounted ? "" : character
      group = undefined
    }
    previous = isTag ? ">" : (text[index] ?? "")
    index += width
  }
  return { values: values.subarray(0, count), starts, ends, groups }
}

function isSpace(character: string): boolean {
  return character === " " || /^\s$/.test(character)
}

const LESS_THAN = 0x3c
const TAG = /<\/?[a-z][^<>]{0,60}>/iy

/** Length of an HTML tag, which pasted text contains at line ends; 1 for a single `<`. */
function tagAt(text: string, index: number): number {
  TAG.lastIndex = index
  return TAG.exec(text)?.[0].length ?? 1
}

interface Character {
  readonly kind: typeof DIGIT | typeof SEPARATOR | typeof INVISIBLE | typeof LETTER
  readonly value: number
}

/** Circled digits that Unicode does not define as digits. */
const SIGNS: readonly { readonly first: number; readonly last: number; readonly value: number }[] = [
  { first: 0x24_ff, last: 0x24_ff, value: 0 },
  { first: 0x24_f5, last: 0x24_fd, value: 1 },
  { first: 0x27_76, last: 0x27_7e, value: 1 },
  { first: 0x27_80, last: 0x27_88, value: 1 },
  { first: 0x27_8a, last: 0x27_92, value: 1 },
  { first: 0x1_f1_0b, last: 0x1_f1_0b, value: 0 },
  { first: 0x1_f1_0c, last: 0x1_f1_0c, value: 0 },
]

const HAN_NUMERALS = "〇一二三四五六七八九"

/**
 * Kind and value of each code point seen so far, in a byte; 0 if unseen. Covers all of Unicode in a megabyte: a text of
 * rare characters costs time only once.
 */
const KNOWN = new Uint8Array(0x11_00_00)
const VALUES = 10

function characterOf(code: number): Character {
  return LATIN[code] ?? lookUp(code)
}

function lookUp(code: number): Character {
  let known = KNOWN[code] ?? 0
  if (known === 0) {
    const { kind, value } = classify(code)
    known = 1 + kind * VALUES + value
    KNOWN[code] = known
  }
  return CHARACTERS[known - 1] as Character
}

/** One object per byte value, so that no object is created per character. */
const CHARACTERS = Array.from({ length: (LETTER + 1) * VALUES }, (_, index) => ({
  kind: Math.floor(index / VALUES) as Character["kind"],
  value: index % VALUES,
}))

/** Covers nearly all text. */
const LATIN = Array.from({ length: 0x1_00 }, (_, code) => lookUp(code))

function classify(code: number): Character {
  const character = String.fromCodePoint(code)
  if (/^\p{Nd}$/u.test(character)) {
    return { kind: DIGIT, value: valueOf(code) }
  }
  // Superscripts, circled digits, digits with a full stop and the like.
  const plain = /^\(?(\d)[).,]?$/.exec(character.normalize("NFKC"))?.[1]
  if (plain !== undefined) {
    return { kind: DIGIT, value: Number(plain) }
  }
  const sign = SIGNS.find(({ first, last }) => code >= first && code <= last)
  if (sign !== undefined) {
    return { kind: DIGIT, value: code - sign.first + sign.value }
  }
  const numeral = HAN_NUMERALS.indexOf(character)
  if (numeral >= 0) {
    return { kind: DIGIT, value: numeral }
  }
  // Control characters other than white space are invisible; so are joiners, marks, variation selectors and fillers.
  if (/^(?![\t\n\v\f\r\u0085])[\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]$/u.test(character)) {
    return { kind: INVISIBLE, value: 0 }
  }
  return { kind: /^[\p{L}\p{N}]$/u.test(character) ? LETTER : SEPARATOR, value: 0 }
}

/** The decimal digits of every script (Arabic, Persian, Devanagari, full-width) as ours; all else as it was typed. */
export function plainDigits(typed: string): string {
  return typed.replace(/\p{Nd}/gu, (digit) => String(valueOf(digit.codePointAt(0) ?? 0)))
}

/** The digits of a script are consecutive, from zero to nine. */
function valueOf(code: number): number {
  let zero = code
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) {
    zero--
  }
  return (code - zero) % 10
}
