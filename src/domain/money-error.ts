/** A currency that XPay does not take, or an amount that cannot be money. `message` says which. */
export class MoneyError extends Error {
  override readonly name = "MoneyError"
}
