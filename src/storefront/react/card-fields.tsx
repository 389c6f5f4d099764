import type { FormEvent, ReactElement, ReactNode } from "react"
import type { CardFieldsOptions } from "../card-fields"
import { Brands } from "./brands"
import { useXPay } from "./checkout-context"
import { useCardFields } from "./use-card-fields"

export interface XPayCardFieldsProps {
  /** What stands on the button, e.g. `Pay €18.80`. */
  readonly payLabel?: ReactNode
  /** Asks whether the card is to be kept, where the terminal can: for signed-in customers. */
  readonly isSaveOffered?: boolean
  /** How the fields look inside of XPay's frames. */
  readonly fieldStyle?: CardFieldsOptions["style"]
  /** Other words for what stands above the fields. */
  readonly labels?: CardFieldsOptions["labels"]
}

/**
 * XPay's card fields with their button; nothing where the cart cannot be paid so. They are loaded when they are shown. While
 * another payment of the cart is being made a button stands in their place: a new session would end that payment. Where
 * they do not come, a button leads to XPay's page, if the region has `pp_xpay-hosted_…`.
 *
 * Classes: `xpay-card-form`, `xpay-brands`, `xpay-field` with its name in `data-field`, `xpay-frame-box`, `xpay-problem`,
 * `xpay-privacy`, `xpay-fallback`, `xpay-again`, `xpay-save`, `xpay-pay`.
 */
export function XPayCardFields({
  payLabel,
  isSaveOffered = false,
  fieldStyle,
  labels,
}: XPayCardFieldsProps): ReactElement | null {
  const { paying, texts } = useXPay()
  const { method, place, save, isThere, isBlocked, renew, takeOver, pay } = useCardFields({
    fieldStyle,
    labels,
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void pay()
  }

  return method === undefined ? null : (
    <form className="xpay-card-fields" noValidate onSubmit={onSubmit}>
      <Brands method={method} texts={texts} />
      <div ref={place} />
      {isSaveOffered && method.savesCards && (
        <label className="xpay-save">
          <input type="checkbox" ref={save} disabled={paying !== undefined} onChange={renew} /> {texts.save}
        </label>
      )}
      {isBlocked && (
        <button className="xpay-again" type="button" onClick={takeOver}>
          {texts.enterCard}
        </button>
      )}
      <button className="xpay-pay" type="submit" aria-disabled={paying !== undefined || !isThere}>
        {paying === method.providerId ? texts.paying : (payLabel ?? texts.pay)}
      </button>
    </form>
  )
}
