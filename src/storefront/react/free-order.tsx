import type { ReactElement, ReactNode } from "react"
import { useXPay } from "./checkout-context"

export interface XPayFreeOrderProps {
  /** Label of the button. */
  readonly label?: ReactNode
}

/** The button that orders a free cart; renders nothing if something is to be paid. Class: `xpay-free-order`. */
export function XPayFreeOrder({ label }: XPayFreeOrderProps): ReactElement | null {
  const { reason, paying, texts, orderFree } = useXPay()
  return reason?.code === "nothing_due" ? (
    <div className="xpay-free">
      <p>{reason.message}</p>
      <button
        type="button"
        className="xpay-free-order"
        aria-disabled={paying !== undefined}
        onClick={() => void orderFree()}
      >
        {label ?? texts.placeOrder}
      </button>
    </div>
  ) : null
}
