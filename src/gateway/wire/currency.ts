import { readText } from "./lenient"

/** ISO 4217 numbers and letters of the currencies that XPay accepts. */
const CURRENCIES = `
  032 ARS, 036 AUD, 048 BHD, 124 CAD, 152 CLP, 156 CNY, 170 COP, 191 HRK, 203 CZK, 208 DKK, 292 GIP,
  344 HKD, 348 HUF, 352 ISK, 356 INR, 392 JPY, 398 KZT, 400 JOD, 410 KRW, 414 KWD, 428 LVL, 440 LTL,
  458 MYR, 484 MXN, 566 NGN, 578 NOK, 608 PHP, 634 QAR, 643 RUB, 682 SAR, 702 SGD, 704 VND, 710 ZAR,
  752 SEK, 756 CHF, 764 THB, 784 AED, 807 MKD, 818 EGP, 826 GBP, 840 USD, 901 TWD, 933 BYN, 937 VEF,
  941 RSD, 944 AZN, 946 RON, 949 TRY, 973 AOA, 974 BYR, 975 BGN, 977 BAM, 978 EUR, 980 UAH, 985 PLN,
  986 BRL
`

const BY_NUMBER = new Map<string, string>()
for (const pair of CURRENCIES.trim().split(/,\s*/)) {
  const [number = "", letters = ""] = pair.split(" ")
  BY_NUMBER.set(number, letters)
}

/**
 * Reads a currency as ISO 4217 letters. XPay responds with `EUR` to init and `978` to validation and payment.
 * A currency that is not in its list stays unchanged, so that it cannot pass for the one we requested.
 */
export function readCurrency(value: unknown): string | undefined {
  const withoutUndefined = readText(value)
  if (withoutUndefined === undefined) {
    return undefined
  }
  return /^\d{1,3}$/.test(withoutUndefined)
    ? (BY_NUMBER.get(withoutUndefined.padStart(3, "0")) ?? withoutUndefined)
    : withoutUndefined.toUpperCase()
}

/** A currency for a request: ISO 4217 letters, in capitals. */
export function currencyToWire(code: string): string {
  if (!/^[A-Za-z]{3}$/.test(code)) {
    throw new TypeError("A currency is given by the three letters of ISO 4217")
  }
  return code.toUpperCase()
}
