import { useEffect, useRef, useState, type FormEvent, type ReactElement, type ReactNode } from "react"
import { XPayError, type PagePaymentResult, type PaymentReference } from "../index"
import type { CardFields, CardFieldsOptions } from "../card-fields"
import { Brands } from "./brands"
import { useXPay } from "./checkout-context"

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
  const { methods, paying, texts, locale, cartTotal, ...checkout } = useXPay()
  const method = methods?.find(({ cardForm }) => cardForm === "fields")
  const page = methods?.find(({ kind, service }) => kind === "redirect" && service === undefined)
  const place = useRef<HTMLDivElement>(null)
  const save = useRef<HTMLInputElement>(null)
  const fields = useRef<CardFields | undefined>(undefined)
  /** What they were opened for. */
  const opened = useRef<(PaymentReference & { readonly paymentId: string }) | undefined>(undefined)
  const payNow = useRef<
    ((input: NonNullable<typeof opened.current>) => Promise<PagePaymentResult>) | undefined
  >(undefined)
  const [isThere, setThere] = useState(false)
  /** Another payment of the cart is being made: only the shopper may end it. */
  const [isBlocked, setBlocked] = useState(false)
  const isAsked = useRef(false)
  const providerId = method?.providerId
  const latest = useRef({ ...checkout, fieldStyle, labels, page })
  latest.current = { ...checkout, fieldStyle, labels, page }

  useEffect(() => {
    const element = place.current
    if (providerId === undefined || element === null) {
      return undefined
    }
    let isGone = false
    void import("../card-fields/index.js").then(({ mountCardFields, openCardFields, payByCardFields }) => {
      if (isGone) {
        return
      }
      payNow.current = (input) => payByCardFields(latest.current.client, input)
      const { fieldStyle: style, labels: words, page: fallback } = latest.current
      fields.current = mountCardFields(element, {
        locale,
        style,
        labels: words,
        open: async (signal) => {
          const { client, cartId, returnUrl, take } = latest.current
          const data = isAsked.current ? undefined : { if_idle: true }
          const reference = {
            cartId,
            paymentSessionId: await client.openSession({ cartId, providerId, data }),
          }
          const saveCard = save.current?.checked ?? false
          const { session, payment } = await openCardFields(client, { ...reference, returnUrl, saveCard })
          if (session === undefined) {
            take(payment)
            throw new Error(payment.message)
          }
          if (!signal.aborted) {
            opened.current = { ...reference, paymentId: payment.id }
          }
          return session
        },
        onUnavailable: ({ error }) => setBlocked(error instanceof XPayError && error.code === "in_progress"),
        onReady: () => setBlocked(false),
        onChange: ({ status }) => setThere(status === "ready" || status === "confirming"),
        ...(fallback === undefined
          ? {}
          : { onFallback: () => void latest.current.payOnPage(fallback.providerId) }),
      })
    })
    return () => {
      isGone = true
      fields.current?.unmount()
      fields.current = undefined
    }
  }, [providerId, locale])

  // The amount of open fields cannot change.
  const shownTotal = useRef(cartTotal)
  useEffect(() => {
    if (shownTotal.current !== cartTotal) {
      shownTotal.current = cartTotal
      void fields.current?.renew()
    }
  }, [cartTotal])

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    const [shown, submit] = [fields.current, payNow.current]
    if (paying !== undefined || shown === undefined || submit === undefined) {
      return
    }
    const isUsed = await checkout.payByCardFields(
      providerId ?? "",
      () => shown.confirm(),
      (start) => {
        const { current: input } = opened
        if (input === undefined) {
          throw new Error("No fields were opened.")
        }
        start({ cartId: input.cartId, paymentSessionId: input.paymentSessionId })
        return submit(input)
      }
    )
    if (isUsed && fields.current === shown) {
      void shown.renew()
    }
  }

  return method === undefined ? null : (
    <form className="xpay-card-fields" noValidate onSubmit={(event) => void onSubmit(event)}>
      <Brands method={method} texts={texts} />
      <div ref={place} />
      {isSaveOffered && method.savesCards && (
        <label className="xpay-save">
          <input
            type="checkbox"
            ref={save}
            disabled={paying !== undefined}
            onChange={() => void fields.current?.renew()}
          />{" "}
          {texts.save}
        </label>
      )}
      {isBlocked && (
        <button
          className="xpay-again"
          type="button"
          onClick={() => {
            isAsked.current = true
            void fields.current?.renew()
          }}
        >
          {texts.enterCard}
        </button>
      )}
      <button className="xpay-pay" type="submit" aria-disabled={paying !== undefined || !isThere}>
        {paying === providerId ? texts.paying : (payLabel ?? texts.pay)}
      </button>
    </form>
  )
}
