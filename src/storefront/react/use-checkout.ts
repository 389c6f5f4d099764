import { useEffect, useMemo, useRef, useState } from "react"
import { XPayError, type Payment, type PaymentMethods, type PaymentReference } from "../index"
import { toLocale } from "../locale"
import { clientText } from "../client-messages"
import type { XPayCheckout, XPayCheckoutOptions } from "./checkout-context"
import { textsIn } from "./texts"

type Paid = PaymentReference & { readonly returnUrl: string }
type Outcome = { readonly status: string; readonly payment: Payment }

const NO_ERRORS = {}

/** The fields are no longer usable: their session was replaced, or the amount differs. */
const SESSION_GONE: readonly string[] = ["session_not_found", "cart_changed", "payment_not_found"]

/** The state of a checkout. It holds no card data. */
export function useCheckout(options: XPayCheckoutOptions): XPayCheckout {
  const { client, cartId, cartTotal, cardForm, locale = "en", texts: changed } = options
  const [choice, setChoice] = useState<PaymentMethods>()
  const [paying, setPaying] = useState<string>()
  const [message, setMessage] = useState<string>()
  const [cardErrors, setCardErrors] = useState<XPayCheckout["cardErrors"]>(NO_ERRORS)
  const texts = useMemo(() => textsIn(locale, changed), [locale, changed])
  const latest = useRef(options)
  latest.current = options
  const left = useRef<AbortController | undefined>(undefined)

  const { rest, ...actions } = useMemo(() => {
    let isPaying = false

    const rest = () => {
      isPaying = false
      setPaying(undefined)
    }

    const say = (error: unknown) => {
      const isOurs = error instanceof XPayError
      if (isOurs && error.fields.length > 0) {
        setCardErrors(Object.fromEntries(error.fields.map(({ field, message }) => [field, message])))
      } else {
        setMessage(isOurs ? error.message : clientText("unexpected", toLocale(latest.current.locale ?? "en")))
      }
    }

    /** Runs one action at a time. @param work returns whether it succeeded, or that the page is being left */
    const run = async (what: string, work: () => Promise<boolean | "leaving">): Promise<boolean> => {
      if (isPaying) {
        return false
      }
      isPaying = true
      setPaying(what)
      setMessage(undefined)
      setCardErrors(NO_ERRORS)
      let end: boolean | "leaving" = false
      try {
        end = (await latest.current.beforePay?.()) !== false && (await work())
      } catch (error) {
        if (left.current?.signal.aborted !== true) {
          say(error)
        }
      }
      if (end !== "leaving") {
        rest()
      }
      return end !== false
    }

    const conclude = ({ status, payment }: Outcome): boolean | "leaving" => {
      if (status === "challenge" || status === "redirect") {
        return "leaving"
      }
      setMessage(payment.orderId === undefined ? payment.message : undefined)
      const isClosed = status === "closed"
      if (!isClosed) {
        latest.current.onPayment(payment)
      }
      return !isClosed
    }

    const pay = (providerId: string, submit: (paid: Paid) => Promise<Outcome>): Promise<boolean> =>
      run(providerId, async () => {
        const { client, cartId, returnUrl, onStart } = latest.current
        const reference = { cartId, paymentSessionId: await client.openSession({ cartId, providerId }) }
        onStart?.(reference)
        return conclude(await submit({ ...reference, returnUrl }))
      })

    return {
      rest,
      say,
      orderFree: () =>
        run("free", async () => {
          const { client, cartId, onOrder } = latest.current
          onOrder?.(await client.completeFreeCart({ cartId }))
          return true
        }),
      payByCard: (providerId, card) =>
        pay(providerId, (paid) => {
          const { client, challenge } = latest.current
          return client.payByCard({ ...paid, ...card, challenge, signal: left.current?.signal })
        }),
      take: (payment) => {
        conclude({ status: payment.status, payment })
      },
      payByCardFields: async (providerId, confirm, submit) => {
        let isUsed = false
        await run(providerId, async () => {
          const { status } = await confirm()
          if (status !== "confirmed" && status !== "unanswered") {
            return false
          }
          try {
            const result = await submit((reference) => latest.current.onStart?.(reference))
            // While the outcome is unknown, a new session would end the payment.
            isUsed = ["declined", "canceled", "voided"].includes(result.status)
            return conclude(result)
          } catch (error) {
            isUsed = error instanceof XPayError && SESSION_GONE.includes(error.code)
            throw error
          }
        })
        return isUsed
      },
      payOnPage: async (providerId) => {
        await pay(providerId, (paid) => latest.current.client.payOnPage(paid))
      },
      payBySavedCard: async (providerId, savedCardId) => {
        await pay(providerId, (paid) => latest.current.client.payBySavedCard({ ...paid, savedCardId }))
      },
    } satisfies Partial<XPayCheckout> & Record<string, unknown>
  }, [])

  useEffect(() => {
    const { signal } = (left.current = new AbortController())
    // The page was left for the bank's, kept by the browser, and restored by its Back button.
    addEventListener("pageshow", ({ persisted }) => persisted && rest(), { signal })
    return () => left.current?.abort()
  }, [rest])

  const { say } = actions
  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    client
      .paymentMethods({ cartId, cardForm, signal })
      .then(setChoice, (error: unknown) => signal.aborted || say(error))
    return () => abort.abort()
  }, [client, cartId, cartTotal, cardForm, say])

  return {
    client,
    locale,
    texts,
    cartId,
    cartTotal,
    returnUrl: options.returnUrl,
    methods: choice?.methods,
    reason: choice?.reason,
    paying,
    message,
    cardErrors,
    ...actions,
  }
}
