import { currencies } from "../reference/currencies"

/** An amount in minor units, formatted: "€35.45". */
export function moneyText(minor: number, currency: string, language: "it" | "en"): string {
  const decimals = currencies.get(currency)?.decimals ?? 2
  return new Intl.NumberFormat(language === "it" ? "it-IT" : "en-GB", {
    style: "currency",
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(minor / 10 ** decimals)
}
