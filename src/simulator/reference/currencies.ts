/** A currency's ISO 4217 number, which XPay uses in some responses, and the decimals of its minor unit. */
export interface CurrencyFacts {
  readonly numeric: string
  readonly decimals: number
}

const euroLike = (numeric: string): CurrencyFacts => ({ numeric, decimals: 2 })
const whole = (numeric: string): CurrencyFacts => ({ numeric, decimals: 0 })
const thousandths = (numeric: string): CurrencyFacts => ({ numeric, decimals: 3 })

/** The currencies of XPay's documented list, with the decimals of its own shop plugin (HUF and COP have two). */
export const currencies: ReadonlyMap<string, CurrencyFacts> = new Map([
  ["AED", euroLike("784")],
  ["AOA", euroLike("973")],
  ["ARS", euroLike("032")],
  ["AUD", euroLike("036")],
  ["AZN", euroLike("944")],
  ["BAM", euroLike("977")],
  ["BGN", euroLike("975")],
  ["BHD", thousandths("048")],
  ["BRL", euroLike("986")],
  ["BYN", euroLike("933")],
  ["BYR", whole("974")],
  ["CAD", euroLike("124")],
  ["CHF", euroLike("756")],
  ["CLP", whole("152")],
  ["CNY", euroLike("156")],
  ["COP", euroLike("170")],
  ["CZK", euroLike("203")],
  ["DKK", euroLike("208")],
  ["EGP", euroLike("818")],
  ["EUR", euroLike("978")],
  ["GBP", euroLike("826")],
  ["GIP", euroLike("292")],
  ["HKD", euroLike("344")],
  ["HRK", euroLike("191")],
  ["HUF", euroLike("348")],
  ["INR", euroLike("356")],
  ["ISK", whole("352")],
  ["JOD", thousandths("400")],
  ["JPY", whole("392")],
  ["KRW", whole("410")],
  ["KWD", thousandths("414")],
  ["KZT", euroLike("398")],
  ["LTL", euroLike("440")],
  ["LVL", euroLike("428")],
  ["MKD", euroLike("807")],
  ["MXN", euroLike("484")],
  ["MYR", euroLike("458")],
  ["NGN", euroLike("566")],
  ["NOK", euroLike("578")],
  ["PHP", euroLike("608")],
  ["PLN", euroLike("985")],
  ["QAR", euroLike("634")],
  ["RON", euroLike("946")],
  ["RSD", euroLike("941")],
  ["RUB", euroLike("643")],
  ["SAR", euroLike("682")],
  ["SEK", euroLike("752")],
  ["SGD", euroLike("702")],
  ["THB", euroLike("764")],
  ["TRY", euroLike("949")],
  ["TWD", euroLike("901")],
  ["UAH", euroLike("980")],
  ["USD", euroLike("840")],
  ["VEF", euroLike("937")],
  ["VND", whole("704")],
  ["ZAR", euroLike("710")],
])
