/**
 * An amount in major units for people to read. Decimals that there are, are shown, also where the currency is mostly written
 * without: forints are, and XPay takes hundredths of them.
 */
export function formatMoney(amount: number, currencyCode: string, language: string): string {
  return amount.toLocaleString(language, {
    style: "currency",
    currency: currencyCode,
    maximumFractionDigits: 3,
  })
}
