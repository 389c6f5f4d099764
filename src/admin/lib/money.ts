/** An amount in major units for people to read. */
export function formatMoney(amount: number, currencyCode: string, language: string): string {
  return amount.toLocaleString(language, { style: "currency", currency: currencyCode })
}
