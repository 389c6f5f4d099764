"use client"

import { getBaseURL } from "@lib/util/env"
import { convertToLocale } from "@lib/util/money"
import { showOrder } from "@lib/data/xpay"
import { forgetPayment, localeOf, mayPayAgain, recallPayment, rememberPayment, xpayClient } from "@lib/xpay"
import type { HttpTypes } from "@medusajs/types"
import type { Payment } from "medusa-payment-nexi-xpay/storefront"
import {
  useXPayPayment,
  XPayCardForm,
  XPayFreeOrder,
  XPayMessage,
  XPayMethods,
  XPayProvider,
  XPaySavedCards,
} from "medusa-payment-nexi-xpay/storefront/react"
import { useParams, useRouter, useSearchParams } from "next/navigation"
import { useEffect, useState } from "react"
import "./xpay.css"

interface XPayPaymentProps {
  readonly cart: HttpTypes.StoreCart
  readonly customer: HttpTypes.StoreCustomer | null
}

/** The last step of the checkout, in place of the starter's Payment and Review: it pays, and the server places the order. */
export default function XPayPayment({ cart, customer }: XPayPaymentProps) {
  const { countryCode } = useParams<{ countryCode: string }>()
  const router = useRouter()
  const isOpen = useSearchParams().get("step") === "payment"
  const locale = localeOf(countryCode)
  const outcome = `/${countryCode}/checkout/xpay`

  // After a reload or the Back button: the payment that was begun before.
  const [begun] = useState(recallPayment)
  const { payment: earlier } = useXPayPayment(xpayClient(locale), begun)
  useEffect(() => {
    if (earlier !== undefined && !mayPayAgain(earlier)) {
      router.replace(outcome)
    } else if (earlier !== undefined && earlier.status !== "challenge" && earlier.status !== "redirect") {
      forgetPayment()
    }
  }, [earlier, outcome, router])

  const onPayment = (payment: Payment) => {
    if (mayPayAgain(payment)) {
      forgetPayment()
    } else {
      router.push(outcome)
    }
  }

  if (!isOpen || (cart.shipping_methods?.length ?? 0) === 0) {
    return null
  }
  return (
    <section className="xpay bg-white" aria-labelledby="xpay-title">
      <h2 id="xpay-title" className="text-3xl-regular mb-6">
        {locale === "it" ? "Pagamento" : "Payment"}
      </h2>
      <XPayProvider
        client={xpayClient(locale)}
        locale={locale}
        cartId={cart.id}
        cartTotal={cart.total}
        returnUrl={`${getBaseURL()}${outcome}`}
        onStart={rememberPayment}
        onPayment={onPayment}
        onOrder={(orderId) => void showOrder(orderId, countryCode)}
      >
        {earlier !== undefined && mayPayAgain(earlier) && <p role="status">{earlier.message}</p>}
        <XPayMessage />
        <XPaySavedCards />
        <XPayCardForm
          payLabel={`${locale === "it" ? "Paga" : "Pay"} ${convertToLocale({
            amount: cart.total,
            currency_code: cart.currency_code,
            locale,
          })}`}
          isSaveOffered={customer !== null}
        />
        <XPayMethods />
        <XPayFreeOrder />
      </XPayProvider>
    </section>
  )
}
