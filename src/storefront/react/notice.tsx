import type { ReactElement, ReactNode } from "react"
import { useXPay } from "./checkout-context"

export interface XPayNoticeProps {
  /** The shop's own terms: text and links. */
  readonly children?: ReactNode
}

/** Names the payment processor, followed by the shop's own text, such as its terms. Class: `xpay-notice`. */
export function XPayNotice({ children }: XPayNoticeProps): ReactElement {
  return (
    <p className="xpay-notice">
      {useXPay().texts.processor} {children}
    </p>
  )
}
