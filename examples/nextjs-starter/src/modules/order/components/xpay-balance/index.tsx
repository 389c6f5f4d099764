"use client"

import { localeOf, mayPayAgain, xpayClient } from "@lib/xpay"
import { XPayError, type Payment } from "medusa-payment-nexi-xpay-storefront"
import {
  findBalance,
  payOrder,
  readBalanceLink,
  waitForOrderPayment,
  type Balance,
  type BalanceLink,
} from "medusa-payment-nexi-xpay-storefront/order"
import { useParams } from "next/navigation"
import { useEffect, useState } from "react"

const TEXTS = {
  en: {
    title: "Pay your order",
    wait: "One moment…",
    due: (order: number, amount: string) => `Order ${order}: ${amount} are due.`,
    pay: (amount: string) => `Pay ${amount}`,
    unknown: "This address names no order. Open the link that the shop has sent you.",
    trouble: "Something went wrong. Reload the page: you will not pay twice.",
  },
  it: {
    title: "Paga il tuo ordine",
    wait: "Un momento…",
    due: (order: number, amount: string) => `Ordine ${order}: restano da pagare ${amount}.`,
    pay: (amount: string) => `Paga ${amount}`,
    unknown: "Questo indirizzo non indica nessun ordine. Apri il link che ti ha inviato il negozio.",
    trouble: "Si è verificato un problema. Ricarica la pagina: non pagherai due volte.",
  },
}

/** An order's balance, with a button that pays it on XPay's page. For its customer, or anyone with a balance link. */
export default function XPayBalance() {
  const { countryCode } = useParams<{ countryCode: string }>()
  const locale = localeOf(countryCode)
  const client = xpayClient(locale)
  const texts = locale === "it" ? TEXTS.it : TEXTS.en
  const [link, setLink] = useState<BalanceLink>()
  const [payment, setPayment] = useState<Payment>()
  const [balance, setBalance] = useState<Balance>()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setIsBusy] = useState(true)

  const say = (error: unknown) => setProblem(error instanceof XPayError ? error.message : texts.trouble)

  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    const show = async () => {
      const back = client.readReturn(window.location.href)
      const found = keepToken(readBalanceLink())
      if (found === undefined) {
        setProblem(texts.unknown)
        return
      }
      setLink(found)
      const { orderId } = found
      const made =
        back === undefined
          ? undefined
          : await waitForOrderPayment(
              client,
              { orderId, paymentSessionId: back.paymentSessionId },
              { signal }
            )
      setPayment(made)
      if (made === undefined || mayPayAgain(made)) {
        setBalance(await findBalance(client, found))
      }
    }
    show()
      .catch((error: unknown) => signal.aborted || say(error))
      .finally(() => setIsBusy(false))
    return () => abort.abort()
  }, [client])

  const pay = async (order: BalanceLink) => {
    setIsBusy(true)
    setProblem(undefined)
    try {
      const { origin, pathname } = window.location
      const returnUrl = `${origin}${pathname}?order_id=${encodeURIComponent(order.orderId)}`
      const { status, payment: ended } = await payOrder(client, { ...order, returnUrl })
      if (status !== "redirect") {
        setPayment(ended)
        setIsBusy(false)
      }
    } catch (error) {
      say(error)
      setIsBusy(false)
    }
  }

  const amount = balance === undefined ? "" : formatAmount(balance, locale)
  const isPayable = link !== undefined && balance?.isPayable === true
  return (
    <main className="content-container py-24 text-center" aria-busy={isBusy}>
      <h1 className="text-3xl-regular mb-4">{texts.title}</h1>
      <p role="status">{payment?.message ?? balance?.reason?.message ?? (isBusy ? texts.wait : null)}</p>
      <p role="alert">{problem}</p>
      {isPayable && (
        <>
          <p className="my-4">{texts.due(balance.displayId, amount)}</p>
          <button
            type="button"
            className="rounded bg-black px-6 py-3 text-white disabled:opacity-50"
            disabled={isBusy}
            onClick={() => void pay(link)}
          >
            {texts.pay(amount)}
          </button>
        </>
      )}
    </main>
  )
}

/** Formats minor units, as XPay counts, for the customer's locale. */
function formatAmount({ amount, decimals, currencyCode }: Balance, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency: currencyCode })
  return format.format(Number(amount) / 10 ** decimals)
}

/**
 * XPay's page returns to a URL without the token. The tab keeps it, so that the customer can pay again after a decline.
 */
function keepToken(link: BalanceLink | undefined): BalanceLink | undefined {
  if (link === undefined) {
    return undefined
  }
  const key = `xpay.balance.${link.orderId}`
  try {
    if (link.token !== undefined) {
      window.sessionStorage.setItem(key, link.token)
    }
    return { ...link, token: link.token ?? window.sessionStorage.getItem(key) ?? undefined }
  } catch {
    // Storage is blocked: the link from the e-mail works again.
    return link
  }
}
