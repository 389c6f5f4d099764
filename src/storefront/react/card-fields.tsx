import type { FormEvent, ReactElement, ReactNode } from "react"
import type { CardFieldsOptions } from "../card-fields"
import { Brands } from "./brands"
import { useXPay } from "./checkout-context"
import { useCardFields } from "./use-card-fields"

export interface XPayCardFieldsProps {
  /** Label of the button, e.g. `Pay €18.80`. */
  readonly payLabel?: ReactNode
  /** Offers signed-in customers to save the card, if the terminal supports it. */
  readonly isSaveOffered?: boolean
  /** Styles inside XPay's frames. */
  readonly fieldStyle?: CardFieldsOptions["style"]
  /** Custom labels above the fields. */
  readonly labels?: CardFieldsOptions["labels"]
}

/**
 * XPay's card fields with their button; renders nothing if the cart cannot be paid with them. They load when shown.
 * While another payment of the cart is under way, a button replaces them: a new session would end that payment. If they
 * do not load, a button leads to XPay's page, provided that the region has `pp_xpay-hosted_…`.
 *
 * Classes: `xpay-card-form`, `xpay-brands`, `xpay-field` with its name in `data-field`, `xpay-frame-box`,
 * `xpay-problem`, `xpay-privacy`, `xpay-fallback`, `xpay-again`, `xpay-save`, `xpay-pay`.
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
