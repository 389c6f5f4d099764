"use client"

import { showOrder } from "@lib/data/xpay"
import { forgetPayment, localeOf, mayPayAgain, recallPayment, xpayClient } from "@lib/xpay"
import type { PaymentReference } from "medusa-payment-nexi-xpay-storefront"
import { useXPayPayment } from "medusa-payment-nexi-xpay-storefront/react"
import { useParams, useRouter } from "next/navigation"
import { useEffect, useState } from "react"

const TEXTS = {
  en: {
    title: "One moment…",
    later:
      "Your bank has not answered yet. Do not pay again: you get an e-mail as soon as the order is confirmed.",
    elsewhere: "You can close this page. You get an e-mail as soon as the order is confirmed.",
  },
  it: {
    title: "Un momento…",
    later:
      "La banca non ha ancora risposto. Non pagare di nuovo: riceverai un'e-mail alla conferma dell'ordine.",
    elsewhere: "Puoi chiudere questa pagina. Riceverai un'e-mail alla conferma dell'ordine.",
  },
}

/** Follows the payment to its outcome: to the order, or back to the checkout, which shows why there is none. */
export default function XPayReturn() {
  const { countryCode } = useParams<{ countryCode: string }>()
  const router = useRouter()
  const locale = localeOf(countryCode)
  const client = xpayClient(locale)
  const texts = locale === "it" ? TEXTS.it : TEXTS.en
  const [begun, setBegun] = useState<PaymentReference | "elsewhere">()

  useEffect(() => {
    // Removes the parameters from the address bar. They are not trusted: the server is queried.
    client.readReturn()
    setBegun(recallPayment() ?? "elsewhere")
  }, [client])

  const { payment, isOver, error } = useXPayPayment(client, begun === "elsewhere" ? undefined : begun)

  useEffect(() => {
    if (payment?.orderId !== undefined) {
      forgetPayment()
      void showOrder(payment.orderId, countryCode)
    } else if (isOver && error === undefined && (payment === undefined || mayPayAgain(payment))) {
      router.replace(`/${countryCode}/checkout?step=payment`)
    }
  }, [payment, isOver, error, countryCode, router])

  const isLeft = begun === "elsewhere"
  return (
    <main className="content-container py-24 text-center" role="status">
      <h1 className="text-3xl-regular mb-4">{texts.title}</h1>
      <p>{isLeft ? texts.elsewhere : isOver ? texts.later : payment?.message}</p>
    </main>
  )
}
