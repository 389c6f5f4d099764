export const convertToLocale = (money: { amount: number; currency_code: string; locale?: string }) =>
  new Intl.NumberFormat(money.locale ?? "en-US", { style: "currency", currency: money.currency_code }).format(
    money.amount
  )
