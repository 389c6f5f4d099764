// Only the data: the library's own entry point loads the names of all countries in seventy languages.
import CODES from "i18n-iso-countries/codes.json"

interface Country {
  readonly alpha2: string
  readonly alpha3: string
}

let byCode: ReadonlyMap<string, Country> | undefined

/**
 * A country as XPay requires it in addresses: three letters. With two letters XPay discards the whole address
 * and only warns (003, 010).
 *
 * @param code any ISO 3166-1 code, in any case
 */
export function countryToWire(code: string | undefined): string | undefined {
  return find(code)?.alpha3
}

/**
 * Reads a country that XPay named by letters (its documents) or by number (`380`, its live responses), as two
 * letters.
 */
export function readCountry(code: string | undefined): string | undefined {
  return find(code)?.alpha2
}

function find(code: string | undefined): Country | undefined {
  byCode ??= readCodes()
  const key = code?.trim().toUpperCase()
  return key === undefined ? undefined : byCode.get(/^\d+$/.test(key) ? key.padStart(3, "0") : key)
}

function readCodes(): ReadonlyMap<string, Country> {
  // Kosovo's code is unassigned: ISO 3166-1 does not have it.
  return new Map(
    CODES.filter(([alpha2]) => alpha2 !== "XK").flatMap(([alpha2 = "", alpha3 = "", number = ""]) =>
      [alpha2, alpha3, number].map((code) => [code, { alpha2, alpha3 }] as const)
    )
  )
}
