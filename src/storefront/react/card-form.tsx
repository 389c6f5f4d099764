import { useId, useRef, type FormEvent, type ReactElement } from "react"
import { UNRECORDED, UNRECORDED_CLASSES } from "../card/unrecorded"
import { brandName, Brands } from "./brands"
import { XPayCardFields, type XPayCardFieldsProps } from "./card-fields"
import { useXPay } from "./checkout-context"
import { FIELDS, NO_CARD, useCardInputs } from "./use-card-inputs"

export type XPayCardFormProps = XPayCardFieldsProps

/**
 * The card form with its button; renders nothing if the cart cannot be paid by card. The server decides whether it is
 * the shop's own form or XPay's fields: see {@link XPayCardFields}. Data typed into the shop's own form stays in the
 * inputs, which have no `name`, and never enters React state.
 *
 * Classes: `xpay-card-form`, `xpay-brands`, `xpay-field` with its name in `data-field`, `xpay-label`, `xpay-input`,
 * `xpay-circuit`, `xpay-problem`, `xpay-save`, `xpay-pay`.
 */
export function XPayCardForm(props: XPayCardFormProps): ReactElement | null {
  const { methods } = useXPay()
  const isFields = methods?.some(({ cardForm }) => cardForm === "fields") === true
  return isFields ? <XPayCardFields {...props} /> : <OwnCardForm {...props} />
}

function OwnCardForm({ payLabel, isSaveOffered = false }: XPayCardFormProps): ReactElement | null {
  const { client, methods, paying, texts, cardErrors, payByCard } = useXPay()
  const id = useId()
  const save = useRef<HTMLInputElement>(null)
  const { inputs, isLeft, problems, circuit, read, write, show, onTyped, onLeft } = useCardInputs(
    client,
    cardErrors
  )
  const method = methods?.find(({ kind, cardForm }) => kind === "card" && cardForm !== "fields")

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
      // Browsers write field contents to disk, to restore them after a crash.
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
