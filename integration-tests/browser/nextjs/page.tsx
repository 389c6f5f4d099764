import { createRoot } from "react-dom/client"
import XPayCards from "../../../examples/nextjs-starter/src/modules/account/components/xpay-cards"
import XPayPayment from "../../../examples/nextjs-starter/src/modules/checkout/components/xpay-payment"
import XPayReturn from "../../../examples/nextjs-starter/src/modules/checkout/components/xpay-return"

/** The pages of the Next.js example that concern payment, by URL. */
const CART = { id: "cart_1", total: 18.8, currency_code: "eur", shipping_methods: [{ id: "sm_1" }] }

function Page() {
  switch (location.pathname) {
    case "/it/checkout":
      return <XPayPayment cart={CART as never} customer={{ id: "cus_1" } as never} />
    case "/it/checkout/xpay":
      return <XPayReturn />
    case "/it/account/cards":
      return <XPayCards />
    default:
      return <p>{location.pathname}</p>
  }
}

const root = document.getElementById("root")
if (root !== null) {
  createRoot(root).render(<Page />)
}
