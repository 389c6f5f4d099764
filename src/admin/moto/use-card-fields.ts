import { useCallback, useEffect, useRef, useState, type FormEvent } from "react"
import { digitsOf, formatCardNumber, formatExpiry, plainDigits } from "../../storefront/card/format"
import { readExpiry, type CardField } from "../../storefront/card/inspect-card"
import { writeKeepingCaret } from "../../storefront/card/keep-caret"
import { inspectKeyedCard, problemWhileTyping, type CardProblem } from "./keyed-card"
import type { KeyedCard } from "./use-moto-payment"

export const CARD_FIELDS: readonly CardField[] = ["number", "expiry", "cvv", "holder"]

/**
 * The four fields of a card. The input stays in the fields, never in React's state. The state holds only the circuit
 * and the invalid fields.
 */
export function useCardFields() {
  const inputs = useRef<Partial<Record<CardField, HTMLInputElement | null>>>({})
  const [circuit, setCircuit] = useState<string>()
  const [problems, setProblems] = useState<Partial<Record<CardField, CardProblem>>>({})

  const inspect = useCallback(() => {
    const value = (field: CardField) => inputs.current[field]?.value ?? ""
    const typed = {
      number: value("number"),
      expiry: value("expiry"),
      cvv: value("cvv"),
      holder: value("holder"),
    }
    return { typed, ...inspectKeyedCard(typed, Date.now()) }
  }, [])

  const onInput = (field: CardField) => (event: FormEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    if (field === "number") {
      writeKeepingCaret(input, formatCardNumber(input.value))
    } else if (field === "expiry") {
      writeKeepingCaret(input, formatExpiry(input.value))
    }
    const { circuit: found, fields } = inspect()
    setCircuit(found)
    setProblems((before) => ({ ...before, [field]: problemWhileTyping(fields[field], before[field]) }))
  }

  /** Shows the error of a field when it loses focus. */
  const onBlur = (field: CardField) => (event: FormEvent<HTMLInputElement>) => {
    if (event.currentTarget.value !== "") {
      setProblems((before) => ({ ...before, [field]: inspect().fields[field].problem }))
    }
  }

  /**
   * The card, ready to be sent. Undefined if a field is invalid: then the errors are shown and the first one has the
   * focus.
   */
  const read = (): KeyedCard | undefined => {
    const { typed, fields } = inspect()
    setProblems(Object.fromEntries(CARD_FIELDS.map((field) => [field, fields[field].problem])))
    const first = CARD_FIELDS.find((field) => fields[field].problem !== undefined)
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

  /** Empties the fields. @returns whether any of them had content. */
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

  // The browser may restore a page that was left, with its content.
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
