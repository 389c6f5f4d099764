import { useEffect, useRef, useState } from "react"
import { XPayError, type PagePaymentResult, type PaymentReference } from "../index"
import type { CardFields, CardFieldsOptions } from "../card-fields"
import { useXPay } from "./checkout-context"

/** The payment of the open fields. */
interface Opened extends PaymentReference {
  readonly paymentId: string
}

/**
 * XPay's card fields in the element of `place`: opens them for the cart, reopens them when its total changes, and pays
 * with them. `save` is the shopper's consent to save the card.
 */
export function useCardFields({
  fieldStyle,
  labels,
}: {
  readonly fieldStyle: CardFieldsOptions["style"]
  readonly labels: CardFieldsOptions["labels"]
}) {
  const { methods, paying, locale, cartTotal, ...checkout } = useXPay()
  const method = methods?.find(({ cardForm }) => cardForm === "fields")
  const page = methods?.find(({ kind, service }) => kind === "redirect" && service === undefined)
  const place = useRef<HTMLDivElement>(null)
  const save = useRef<HTMLInputElement>(null)
  const fields = useRef<CardFields | undefined>(undefined)
  const opened = useRef<Opened | undefined>(undefined)
  const payNow = useRef<((input: Opened) => Promise<PagePaymentResult>) | undefined>(undefined)
  const [isThere, setThere] = useState(false)
  /** Another payment of the cart is under way: only the shopper may end it. */
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

  // Open fields cannot change their amount.
  const shownTotal = useRef(cartTotal)
  useEffect(() => {
    if (shownTotal.current !== cartTotal) {
      shownTotal.current = cartTotal
      void fields.current?.renew()
    }
  }, [cartTotal])

  const renew = () => void fields.current?.renew()

  const pay = async () => {
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

  /** Opens the fields anyway; this ends a payment of the cart under way elsewhere. */
  const takeOver = () => {
    isAsked.current = true
    renew()
  }

  return { method, place, save, isThere, isBlocked, renew, takeOver, pay }
}
