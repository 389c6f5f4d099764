/** Country calling codes (ITU-T E.164): one digit, then those of two digits; all others have three. */
const CALLING_CODE = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/
const LONGEST_MOBILE = 15
const LONGEST_OTHER = 18
const SHORTEST = 4

/**
 * Digits dialled after the call is answered are not part of the number: `ext. 12`, `x12`, `int. 5`, `interno
 * 5`, `#7`.
 */
const EXTENSION = /[\s,;]*(?:\b(?:ext(?:ension)?|int(?:erno)?|x)\b\.?|(?<=\d)x|#)\s*\d*\s*$/i

/** A mobile number as XPay requires it: country code (`+39`) and the rest, separately. */
export interface WireMobile {
  readonly mobilePhoneCountryCode?: string
  readonly mobilePhone?: string
}

/**
 * Splits a number typed by a person: `+39 320 000 0000`, `0039…`, `(0)320/0000000`. Without an international
 * prefix the country is not guessed. A number that is too long or too short is left out, not cut: it would be
 * another number.
 */
export function mobileToWire(phone: string | undefined): WireMobile {
  const { isInternational, digits } = digitsOf(phone)
  const code = isInternational ? (CALLING_CODE.exec(digits)?.[0] ?? "") : ""
  const number = digits.slice(code.length)
  if (number.length < SHORTEST || number.length > LONGEST_MOBILE) {
    return {}
  }
  return code === "" ? { mobilePhone: number } : { mobilePhoneCountryCode: `+${code}`, mobilePhone: number }
}

/** A fixed-line number: digits, with a plus if it is international. */
export function phoneToWire(phone: string | undefined): string | undefined {
  const { isInternational, digits } = digitsOf(phone)
  const number = isInternational ? `+${digits}` : digits
  return digits.length < SHORTEST || number.length > LONGEST_OTHER ? undefined : number
}

function digitsOf(phone = ""): { isInternational: boolean; digits: string } {
  // In "+39 (0)2 …" the bracketed zero is not dialled from abroad.
  const typed = phone.normalize("NFKC").replace(EXTENSION, "").trim()
  const isInternational = /^\(?(?:\+|00)/.test(typed)
  const digits = (isInternational ? typed.replace("(0)", "") : typed).replace(/\D/g, "")
  return { isInternational, digits: isInternational ? digits.replace(/^00/, "") : digits }
}
