import { CurrencyInput } from "@medusajs/ui"
import { useLanguage } from "./language"

/** How many decimals a currency is written with. */
function decimalsOf(currencyCode: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency: currencyCode })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

function symbolOf(currencyCode: string, language: string): string {
  const format = new Intl.NumberFormat(language, {
    style: "currency",
    currency: currencyCode,
    currencyDisplay: "narrowSymbol",
  })
  return format.formatToParts(0).find(({ type }) => type === "currency")?.value ?? ""
}

/** A field for an amount in major units, written as the dashboard's language does. */
export function AmountInput({
  id,
  currencyCode,
  initial,
  isInvalid,
  describedBy,
  onAmount,
}: {
  id: string
  currencyCode: string
  initial: number
  isInvalid: boolean
  describedBy?: string | undefined
  /** Undefined: nothing, or no number, stands there. */
  onAmount: (amount: number | undefined) => void
}) {
  const language = useLanguage()
  const decimals = decimalsOf(currencyCode)
  return (
    <CurrencyInput
      id={id}
      size="small"
      symbol={symbolOf(currencyCode, language)}
      code={currencyCode.toUpperCase()}
      intlConfig={{ locale: language }}
      allowNegativeValue={false}
      decimalsLimit={decimals}
      allowDecimals={decimals > 0}
      decimalScale={decimals}
      defaultValue={initial}
      autoComplete="off"
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onValueChange={(_text, _name, values) => onAmount(values?.float ?? undefined)}
    />
  )
}
