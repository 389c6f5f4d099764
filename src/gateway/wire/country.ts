// The data alone: the library's own entry loads the names of all countries in seventy languages.
import CODES from "i18n-iso-countries/codes.json"

interface Country {
  readonly alpha2: string
  readonly alpha3: string
}

let byCode: ReadonlyMap<string, Country> | undefined

/**
 * A country as XPay takes it in addresses: three letters. With two letters it throws the whole address away and only
 * warns (003, 010).
 *
 * @param code any ISO 3166-1 code, in any case
 */
export function countryToWire(code: string | undefined): string | undefined {
  return find(code)?.alpha3
}

/** A country that XPay named by letters (its documents) or by number (`380`, its live answers), in two letters. */
export function readCountry(code: string | undefined): string | undefined {
  return find(code)?.alpha2
}

function find(code: string | undefined): Country | undefined {
  byCode ??= readCodes()
  const key = code?.trim().toUpperCase()
  return key === undefined ? undefined : byCode.get(/^\d+$/.test(key) ? key.padStart(3, "0") : key)
}

function readCodes(): ReadonlyMap<string, Country> {
  // Kosovo's code is nobody's yet: ISO 3166-1 does not have it.
  return new Map(
    CODES.filter(([alpha2]) => alpha2 !== "XK").flatMap(([alpha2 = "", alpha3 = "", number = ""]) =>
      [alpha2, alpha3, number].map((code) => [code, { alpha2, alpha3 }] as const)
    )
  )
}
