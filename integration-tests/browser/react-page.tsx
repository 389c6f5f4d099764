import { StrictMode, useState } from "react"
import { createRoot } from "react-dom/client"
import { createXPayClient, type Payment, type PaymentReference } from "../../src/storefront"
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
} from "../../src/storefront/react"

/** A checkout built only from the React components, for the browser tests: `?locale=it&challenge=frame`. */
const query = new URLSearchParams(location.search)
const locale = query.get("locale") ?? "en"
const client = createXPayClient({ baseUrl: "https://api.shop.example", publishableKey: "pk_1", locale })
const challenge = query.get("challenge") === "frame" ? "frame" : "redirect"

const STARTED = "started"

function recall(): PaymentReference | undefined {
  client.readReturn()
  const text = sessionStorage.getItem(STARTED)
  return text === null ? undefined : (JSON.parse(text) as PaymentReference)
}

function Checkout() {
  const [payment, setPayment] = useState<Payment>()
  const [started, setStarted] = useState(recall)
  const { payment: followed } = useXPayPayment(
    client,
    payment === undefined || payment.status === "verifying" ? started : undefined
  )
  const shown = followed ?? payment
  const [order, setOrder] = useState<string>()
  const [isAgreed, setAgreed] = useState(true)
  return (
    <XPayProvider
      client={client}
      locale={locale}
      cartId="cart_1"
      returnUrl="https://shop.example/"
      challenge={challenge}
      beforePay={() => isAgreed}
      onStart={(reference) => sessionStorage.setItem(STARTED, JSON.stringify(reference))}
      onPayment={(outcome) => {
        setPayment(outcome)
        setStarted(recall())
      }}
      onOrder={setOrder}
    >
      <label>
        <input type="checkbox" checked={isAgreed} onChange={() => setAgreed(!isAgreed)} /> Terms
      </label>
      <XPayMessage />
      <XPayMethods filter={isWallet} />
      <XPaySavedCards />
      <XPayCardForm payLabel="Pay €18.80" isSaveOffered />
      <XPayMethods filter={(method) => !isWallet(method)} />
      <XPayFreeOrder />
      <XPayNotice>
        <a href="/terms">Terms of sale</a>
      </XPayNotice>
      <output>
        {shown?.status} {shown?.orderId ?? order}
      </output>
    </XPayProvider>
  )
}

const root = document.getElementById("root")
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Checkout />
    </StrictMode>
  )
}
