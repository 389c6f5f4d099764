import { useCallback, useEffect, useRef, useState, type FormEvent } from "react"
import { digitsOf, formatCardNumber, formatExpiry, plainDigits } from "../../storefront/card/format"
import { examineCard, readExpiry, type CardField } from "../../storefront/card/inspect-card"
import { useTexts } from "../lib/use-texts"
import type { KeyedCard } from "./use-phone-payment"

export const CARD_FIELDS: readonly CardField[] = ["number", "expiry", "cvv", "holder"]

/**
 * The four fields of a card. What is typed is in the fields alone, never in React's state: what is kept here are the
 * circuit and which fields are wrong.
 */
export function useCardFields() {
  const { phone: texts } = useTexts()
  const inputs = useRef<Partial<Record<CardField, HTMLInputElement | null>>>({})
  const [circuit, setCircuit] = useState<string>()
  const [problems, setProblems] = useState<Partial<Record<CardField, string>>>({})

  const inspect = useCallback(() => {
    const value = (field: CardField) => inputs.current[field]?.value ?? ""
    const typed = {
      number: value("number"),
      expiry: value("expiry"),
      cvv: value("cvv"),
      holder: value("holder"),
    }
    const { rules, findings } = examineCard(typed, Date.now())
    const wrong: Partial<Record<CardField, string>> = {}
    for (const field of CARD_FIELDS) {
      const finding = findings[field]
      // On the telephone the security code may be missing: XPay takes the payment without it.
      const isLeftOut = field === "cvv" && typed.cvv.trim() === ""
      if (finding !== "valid" && !isLeftOut) {
        wrong[field] = finding[1] === "expiry_expired" ? texts.expired : texts.wrong[field]
      }
    }
    return { typed, circuit: rules.circuit, wrong }
  }, [texts])

  const onInput = (field: CardField) => (event: FormEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    if (field === "number") {
      formatInPlace(input, formatCardNumber)
    } else if (field === "expiry" && input.selectionStart === input.value.length) {
      input.value = formatExpiry(input.value)
    }
    const { circuit: found, wrong } = inspect()
    setCircuit(found)
    // While typing a complaint may go away, but none comes.
    setProblems((before) => (wrong[field] === undefined ? { ...before, [field]: undefined } : before))
  }

  /** Complains about a field that was left with something wrong in it. */
  const onBlur = (field: CardField) => (event: FormEvent<HTMLInputElement>) => {
    if (event.currentTarget.value !== "") {
      setProblems((before) => ({ ...before, [field]: inspect().wrong[field] }))
    }
  }

  /** The card, ready to be sent; undefined when something is wrong: then that is said and the first mistake has the focus. */
  const read = (): KeyedCard | undefined => {
    const { typed, wrong } = inspect()
    setProblems(wrong)
    const first = CARD_FIELDS.find((field) => wrong[field] !== undefined)
    const expiry = readExpiry(typed.expiry)
    if (first !== undefined || expiry === undefined) {
      inputs.current[first ?? "expiry"]?.focus()
      return undefined
    }
    const cvv = plainDigits(typed.cvv.trim())
    return {
      number: digitsOf(typed.number),
      expiry_month: expiry.month,
      expiry_year: expiry.year,
      ...(cvv === "" ? {} : { cvv }),
      holder: typed.holder.trim(),
    }
  }

  /** Empties the fields. @returns whether anything stood in them. */
  const clear = useCallback((): boolean => {
    let hadContent = false
    for (const input of Object.values(inputs.current)) {
      if (input != null && input.value !== "") {
        hadContent = true
        input.value = ""
      }
    }
    setCircuit(undefined)
    setProblems({})
    return hadContent
  }, [])

  // A page that is left may come back, or be restored, as it was.
  useEffect(() => {
    const forget = () => void clear()
    addEventListener("pagehide", forget)
    return () => removeEventListener("pagehide", forget)
  }, [clear])

  const register = (field: CardField) => ({
    ref: (input: HTMLInputElement | null) => {
      inputs.current[field] = input
    },
    onInput: onInput(field),
    onBlur: onBlur(field),
    "aria-invalid": problems[field] !== undefined,
  })

  const focus = useCallback(() => inputs.current.number?.focus(), [])

  return { register, read, clear, focus, circuit, problems }
}

/** Groups the digits and leaves the caret behind the digit it was behind. */
function formatInPlace(input: HTMLInputElement, format: (typed: string) => string): void {
  const { value, selectionStart } = input
  const before = digitsOf(value.slice(0, selectionStart ?? value.length)).length
  const formatted = format(value)
  input.value = formatted
  let caret = 0
  for (let digits = 0; caret < formatted.length && digits < before; caret++) {
    digits += /\d/.test(formatted.charAt(caret)) ? 1 : 0
  }
  input.setSelectionRange(caret, caret)
}
