import { useEffect, useRef, useState } from "react"
import { writeKeepingCaret, type CardField, type XPayClient } from "../index"

export const FIELDS: readonly (readonly [CardField, autoComplete: string])[] = [
  ["number", "cc-number"],
  ["expiry", "cc-exp"],
  ["cvv", "cc-csc"],
  ["holder", "cc-name"],
]

export const NO_CARD = { number: "", expiry: "", cvv: "", holder: "" }

type Problems = Readonly<Partial<Record<string, string>>>

/**
 * The inputs of the card form and their errors. Typed data is only in the inputs, never in React state; it is cleared
 * when the page is left.
 */
export function useCardInputs(client: XPayClient, cardErrors: Problems) {
  const inputs = useRef<Partial<Record<CardField, HTMLInputElement | null>>>({})
  const isLeft = useRef(false)
  const [problems, setProblems] = useState<Problems>({})
  const [circuit, setCircuit] = useState<string>()

  const read = () =>
    Object.fromEntries(FIELDS.map(([field]) => [field, inputs.current[field]?.value ?? ""])) as Record<
      CardField,
      string
    >
  const write = (card: Readonly<Record<CardField, string>>) => {
    for (const [field] of FIELDS) {
      const input = inputs.current[field]
      if (input != null) {
        input.value = card[field]
      }
    }
    setCircuit(client.inspectCard(card).circuit)
  }
  const show = (found: Problems) => {
    setProblems(found)
    const [wrong] = FIELDS.find(([field]) => found[field] !== undefined) ?? []
    if (wrong !== undefined) {
      inputs.current[wrong]?.focus()
    }
  }
  useEffect(() => show(cardErrors), [cardErrors])

  const forget = useRef(() => {})
  forget.current = () => write(NO_CARD)
  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    const leave = () => {
      isLeft.current = true
      forget.current()
    }
    addEventListener("pagehide", leave, { signal })
    addEventListener("pageshow", () => (isLeft.current = false), { signal })
    return () => abort.abort()
  }, [])

  const onTyped = (field: CardField, input: HTMLInputElement) => {
    if (field === "number") {
      writeKeepingCaret(input, client.formatCardNumber(input.value))
    } else if (field === "expiry") {
      writeKeepingCaret(input, client.formatExpiry(input.value))
    }
    const card = client.inspectCard(read())
    const { state, message } = card.fields[field]
    setCircuit(card.circuit)
    setProblems((before) => ({
      ...before,
      // While typing, show only errors that more typing cannot correct, or a field that already shows an error.
      [field]:
        state === "invalid" || (state !== "empty" && before[field] !== undefined) ? message : undefined,
    }))
  }
  const onLeft = (field: CardField) => {
    const { state, message } = client.inspectCard(read()).fields[field]
    setProblems((before) => ({ ...before, [field]: state === "empty" ? undefined : message }))
  }

  return { inputs, isLeft, problems, circuit, read, write, show, onTyped, onLeft }
}
