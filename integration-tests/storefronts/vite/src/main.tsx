import { useEffect, useState } from "react"
import { createRoot } from "react-dom/client"
import type { Payment, PaymentReference } from "medusa-payment-nexi-xpay-storefront"
import { newCart, type Cart } from "./new-cart"
// The guide's own React sample, written here by the test.
import { Outcome, PayStep } from "./pay-step"

const BEGUN = "payment"

function recall(): PaymentReference | undefined {
  const text = localStorage.getItem(BEGUN)
  return text === null ? undefined : (JSON.parse(text) as PaymentReference)
}

/** A shop with one page, the part that the guide leaves to its reader. */
function Shop() {
  const [begun] = useState(recall)
  const [cart, setCart] = useState<Cart>()
  const [payment, setPayment] = useState<Payment>()

  useEffect(() => {
    if (begun === undefined) {
      void newCart().then(setCart)
    }
  }, [begun])

  if (payment !== undefined) {
    return <p role="status">{`Order ${payment.orderId ?? payment.status}`}</p>
  }
  if (begun !== undefined) {
    return <Outcome reference={begun} />
  }
  return cart === undefined ? null : (
    <PayStep
      cart={cart}
      isSignedIn={false}
      remember={(reference) => localStorage.setItem(BEGUN, JSON.stringify(reference))}
      showOutcome={setPayment}
    />
  )
}

const root = document.getElementById("root")
if (root !== null) {
  createRoot(root).render(<Shop />)
}
