import { useEffect, useId, useRef, useState, type FormEvent, type ReactElement, type ReactNode } from "react"
import { writeKeepingCaret, type CardField } from "../index"
import { UNRECORDED, UNRECORDED_CLASSES } from "../card/unrecorded"
import { brandName, Brands } from "./brands"
import { useXPay } from "./checkout-context"

export interface XPayCardFormProps {
  /** What stands on the button, e.g. `Pay €18.80`. */
  readonly payLabel?: ReactNode
  /** Asks whether the card is to be kept, where the terminal can: for signed-in customers. */
  readonly isSaveOffered?: boolean
}

const FIELDS: readonly (readonly [CardField, autoComplete: string])[] = [
  ["number", "cc-number"],
  ["expiry", "cc-exp"],
  ["cvv", "cc-csc"],
  ["holder", "cc-name"],
]

const NO_CARD = { number: "", expiry: "", cvv: "", holder: "" }

type Problems = Readonly<Partial<Record<string, string>>>

/**
 * The card form with its button; nothing where the cart cannot be paid by card. What is typed stays in the inputs, which
 * have no `name`, and is in no state of React.
 *
 * Classes: `xpay-card-form`, `xpay-brands`, `xpay-field` with its name in `data-field`, `xpay-label`, `xpay-input`, `xpay-circuit`,
 * `xpay-problem`, `xpay-save`, `xpay-pay`.
 */
export function XPayCardForm({ payLabel, isSaveOffered = false }: XPayCardFormProps): ReactElement | null {
  const { client, methods, paying, texts, cardErrors, payByCard } = useXPay()
  const id = useId()
  const inputs = useRef<Partial<Record<CardField, HTMLInputElement | null>>>({})
  const save = useRef<HTMLInputElement>(null)
  const isLeft = useRef(false)
  const [problems, setProblems] = useState<Problems>({})
  const [circuit, setCircuit] = useState<string>()
  const method = methods?.find(({ kind }) => kind === "card")

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
      // While typing, only what more typing will not put right; or what was complained about before.
      [field]:
        state === "invalid" || (state !== "empty" && before[field] !== undefined) ? message : undefined,
    }))
  }
  const onLeft = (field: CardField) => {
    const { state, message } = client.inspectCard(read()).fields[field]
    setProblems((before) => ({ ...before, [field]: state === "empty" ? undefined : message }))
  }
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    if (paying !== undefined) {
      return
    }
    const card = read()
    const { isValid, fields } = client.inspectCard(card)
    if (!isValid) {
      show(Object.fromEntries(FIELDS.map(([field]) => [field, fields[field].message])))
      return
    }
    const saveCard = save.current?.checked ?? false
    if (method !== undefined) {
      // Browsers write what stands in fields to the disk, to restore it after a crash.
      write(NO_CARD)
      if (!(await payByCard(method.providerId, { card, saveCard })) && !isLeft.current) {
        write(card)
      }
    }
  }

  return method === undefined ? null : (
    <form className="xpay-card-form" noValidate onSubmit={(event) => void onSubmit(event)}>
      <Brands method={method} texts={texts} />
      {FIELDS.map(([field, autoComplete]) => (
        <div key={field} className="xpay-field" data-field={field}>
          <label className="xpay-label" htmlFor={id + field}>
            {texts[field]}
          </label>
          <input
            id={id + field}
            ref={(input) => void (inputs.current[field] = input)}
            className={"xpay-input " + UNRECORDED_CLASSES}
            autoComplete={autoComplete}
            inputMode={field === "holder" ? "text" : "numeric"}
            spellCheck={false}
            {...UNRECORDED}
            required
            aria-invalid={problems[field] !== undefined}
            aria-describedby={id + field + "-problem"}
            onInput={(event) => onTyped(field, event.currentTarget)}
            onBlur={() => onLeft(field)}
          />
          {field === "number" && (
            <span className="xpay-circuit" aria-live="polite">
              {circuit && brandName(circuit)}
            </span>
          )}
          <span className="xpay-problem" id={id + field + "-problem"}>
            {problems[field]}
          </span>
        </div>
      ))}
      {isSaveOffered && method.savesCards && (
        <label className="xpay-save">
          <input type="checkbox" ref={save} /> {texts.save}
        </label>
      )}
      <button className="xpay-pay" type="submit" aria-disabled={paying !== undefined}>
        {paying === method.providerId ? texts.paying : (payLabel ?? texts.pay)}
      </button>
    </form>
  )
}
