"use client"

import { getBaseURL } from "@lib/util/env"
import { convertToLocale } from "@lib/util/money"
import { showOrder } from "@lib/data/xpay"
import { forgetPayment, localeOf, mayPayAgain, recallPayment, rememberPayment, xpayClient } from "@lib/xpay"
import type { HttpTypes } from "@medusajs/types"
import type { Payment } from "medusa-payment-nexi-xpay-storefront"
import {
  isWallet,
  useXPayPayment,
  XPayCardForm,
  XPayFreeOrder,
  XPayMessage,
  XPayMethods,
  XPayNotice,
  XPayProvider,
  XPaySavedCards,
} from "medusa-payment-nexi-xpay-storefront/react"
import { useParams, useRouter, useSearchParams } from "next/navigation"
import { useEffect, useState } from "react"
import "./xpay.css"

interface XPayPaymentProps {
  readonly cart: HttpTypes.StoreCart
  readonly customer: HttpTypes.StoreCustomer | null
}

/** Hint for a shopper who returned without having paid. */
const AGAIN = {
  en: "To go on, pay again below, or choose another method.",
  it: "Per continuare paga di nuovo qui sotto, o scegli un altro metodo.",
}

/** Replace it with links to your own terms. */
const TERMS = {
  en: "By paying you accept our terms of sale and confirm that you have read our privacy policy.",
  it: "Pagando accetti le nostre condizioni di vendita e confermi di aver letto l'informativa sulla privacy.",
}

/**
 * The last step of the checkout, in place of the starter's Payment and Review. It pays; the server places the order.
 */
export default function XPayPayment({ cart, customer }: XPayPaymentProps) {
  const { countryCode } = useParams<{ countryCode: string }>()
  const router = useRouter()
  const isOpen = useSearchParams().get("step") === "payment"
  const locale = localeOf(countryCode)
  const outcome = `/${countryCode}/checkout/xpay`
  // The starter's base URL often differs from the page's origin.
  const origin = typeof window === "undefined" ? getBaseURL() : window.location.origin

  // The earlier payment, after a reload or the Back button.
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
    <section className="xpay" aria-labelledby="xpay-title">
      <h2 id="xpay-title" className="text-3xl-regular mb-6">
        {locale === "it" ? "Pagamento" : "Payment"}
      </h2>
      <XPayProvider
        client={xpayClient(locale)}
        locale={locale}
        cartId={cart.id}
        cartTotal={cart.total}
        returnUrl={`${origin}${outcome}`}
        challenge={process.env.NEXT_PUBLIC_XPAY_CHALLENGE === "frame" ? "frame" : "redirect"}
        onStart={rememberPayment}
        onPayment={onPayment}
        onOrder={(orderId) => void showOrder(orderId, countryCode)}
      >
        {earlier !== undefined && mayPayAgain(earlier) && (
          <p role="status">
            {earlier.message} {locale === "it" ? AGAIN.it : AGAIN.en}
          </p>
        )}
        <XPayMessage />
        <XPayMethods filter={isWallet} />
        <XPaySavedCards />
        <XPayCardForm
          payLabel={`${locale === "it" ? "Paga" : "Pay"} ${convertToLocale({
            amount: cart.total,
            currency_code: cart.currency_code,
            locale,
          })}`}
          isSaveOffered={customer !== null}
        />
        <XPayMethods filter={(method) => !isWallet(method)} />
        <XPayFreeOrder />
        <XPayNotice>{locale === "it" ? TERMS.it : TERMS.en}</XPayNotice>
      </XPayProvider>
    </section>
  )
}
