/**
 * An amount in major units, for display. Decimals are shown even for currencies that are usually written without them:
 * XPay counts forints in hundredths.
 */
export function formatMoney(amount: number, currencyCode: string, language: string): string {
  return amount.toLocaleString(language, {
    style: "currency",
    currency: currencyCode,
    maximumFractionDigits: 3,
  })
}
