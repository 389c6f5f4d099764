/** A currency that XPay does not accept, or an amount that cannot be money. See `message`. */
export class MoneyError extends Error {
  override readonly name = "MoneyError"
}
