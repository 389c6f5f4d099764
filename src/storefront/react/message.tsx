import type { ReactElement } from "react"
import { useXPay } from "./checkout-context"

/** Why a payment did not succeed, also announced by screen readers. Class: `xpay-message`. */
export function XPayMessage(): ReactElement {
  return (
    <div className="xpay-message" role="alert">
      {useXPay().message}
    </div>
  )
}
