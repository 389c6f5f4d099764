import { useEffect, useRef, useState } from "react"
import { digitsOf } from "../../storefront/card/format"
import { Field } from "./field"
import { useLanguage } from "./language"
import { formatMoney } from "./money"
import { amountStyle, objectionTo, readAmount, writeAmount } from "./typed-amount"
import { useTexts } from "./use-texts"

function symbolOf(currencyCode: string, language: string): string {
  const format = new Intl.NumberFormat(language, {
    style: "currency",
    currency: currencyCode,
    currencyDisplay: "narrowSymbol",
  })
  return format.formatToParts(0).find(({ type }) => type === "currency")?.value ?? ""
}

const AFFIX = "text-ui-fg-muted pointer-events-none min-w-8 select-none px-2 py-[5px] text-center"

/**
 * A labelled field for an amount in major units, at first filled with `most`, its upper limit. Accepts `.` and `,` as
 * the decimal sign in either language and never changes what is typed. Says why an amount cannot be requested.
 */
export function AmountInput({
  id,
  label,
  hint,
  currencyCode,
  most,
  onAmount,
}: {
  id: string
  label: string
  hint: string
  currencyCode: string
  most: number
  /** Undefined: the field does not contain a valid amount. */
  onAmount: (amount: number | undefined) => void
}) {
  const { typedAmount: texts } = useTexts()
  const language = useLanguage()
  const style = amountStyle(currencyCode, language)
  const [typed, setTyped] = useState(() => writeAmount(most, style))
  const objection = objectionTo(readAmount(typed, style), most)
  const isRight = objection === undefined
  const field = useRef<HTMLInputElement>(null)
  // Focus the field when the form opens, with its content selected for overwriting.
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  return (
    <Field
      id={id}
      label={label}
      hint={
        isRight
          ? hint
          : texts[objection]({
              typed: typed.trim(),
              digits: digitsOf(typed),
              most: formatMoney(most, currencyCode, language),
              ...style,
            })
      }
      isInvalid={!isRight}
    >
      <div
        className={`bg-ui-bg-field hover:bg-ui-bg-field-hover text-ui-fg-base txt-compact-small flex h-7 items-center overflow-hidden rounded-md ${
          isRight
            ? "shadow-buttons-neutral focus-within:shadow-borders-interactive-with-active"
            : "shadow-borders-error"
        }`}
      >
        <span className={`${AFFIX} border-ui-border-base border-r`}>{currencyCode.toUpperCase()}</span>
        <input
          ref={field}
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          className="h-full min-w-0 flex-1 bg-transparent px-2 text-right outline-none"
          aria-invalid={!isRight}
          aria-describedby={`${id}-hint`}
          value={typed}
          onChange={({ target: { value } }) => {
            setTyped(value)
            onAmount(readAmount(value, style).amount)
          }}
        />
        <span className={`${AFFIX} border-ui-border-base border-l`}>{symbolOf(currencyCode, language)}</span>
      </div>
    </Field>
  )
}

/** Whether an amount can be requested: above zero and not above `most`. */
export function isPayable(amount: number | undefined, most: number): amount is number {
  return amount !== undefined && objectionTo({ amount }, most) === undefined
}
