/** The start of an account number: country and check digits. */
const BEGINNING = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ .+\u00a0-]?[A-Za-z0-9])/g

/** Length of an account number by country, from the ISO 13616 register: not every two letters are a country. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 " +
    "ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 " +
    "LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 " +
    "PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))])
)

/**
 * The positions of bank account numbers (IBAN) that have their country's length and valid check digits: their digits
 * are not a card number.
 */
export function findIbans(text: string): [number, number][] {
  const found: [number, number][] = []
  for (const { index } of text.matchAll(BEGINNING)) {
    const end = endOfIban(text, index)
    if (end !== undefined) {
      found.push([index, end])
    }
  }
  return found
}

/** Spaces as typed, as sent by a form and as copied from a page; dashes and dots. */
const BETWEEN_GROUPS = " +\u00a0-."

function endOfIban(text: string, start: number): number | undefined {
  const size = LENGTHS.get(text.slice(start, start + 2).toUpperCase())
  if (size === undefined) {
    return undefined
  }
  let head = 0
  for (let index = start; index < start + 4; index++) {
    head = append(head, valueAt(text, index))
  }
  let rest = 0
  let count = 4
  let index = start + 4
  for (; index < text.length && count < size; index++) {
    const value = valueAt(text, index)
    if (value >= 0) {
      rest = append(rest, value)
      count++
    } else if (valueAt(text, index + 1) < 0 || !BETWEEN_GROUPS.includes(text[index] ?? "")) {
      return undefined
    }
  }
  // The first four characters count after the rest: two letters and two digits are six digits.
  const isOne = count === size && valueAt(text, index) < 0 && (rest * 1_000_000 + head) % 97 === 1
  return isOne ? index : undefined
}

/** Modulo 97; a letter counts as two digits. */
function append(before: number, value: number): number {
  return (before * (value > 9 ? 100 : 10) + value) % 97
}

/** 0 to 9 for a digit, from 10 for `A`; negative for anything else. */
function valueAt(text: string, index: number): number {
  const code = index < text.length ? text.charCodeAt(index) : 0
  if (code >= 0x30 && code <= 0x39) {
    return code - 0x30
  }
  const letter = (code | 0x20) - 0x61
  return letter >= 0 && letter < 26 ? letter + 10 : -1
}
