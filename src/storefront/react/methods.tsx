import type { ReactElement } from "react"
import type { PaymentMethod } from "../index"
import { useXPay } from "./checkout-context"

export interface XPayMethodsProps {
  /** The methods to show; all by default. */
  readonly filter?: (method: PaymentMethod) => boolean
}

/** Methods that take only a few taps: show them above the card form. */
const WALLETS = /^(APPLEPAY|GOOGLEPAY|PAYPAL|AMAZONPAY|BANCOMATPAY|SATISPAY)$/

/** Whether a method is a wallet; for {@link XPayMethodsProps.filter}. */
export function isWallet({ service = "" }: PaymentMethod): boolean {
  return WALLETS.test(service)
}

/**
 * A button for every payment method that leads to XPay's page. Classes: `xpay-methods`, `xpay-method`; the attribute
 * `data-service` names the method.
 */
export function XPayMethods({ filter = () => true }: XPayMethodsProps): ReactElement {
  const { methods = [], paying, texts, payOnPage } = useXPay()
  return (
    <div className="xpay-methods">
      {methods
        .filter((method) => method.kind === "redirect" && filter(method))
        .map(({ providerId, service, name, logos: [logo] }) => (
          <button
            key={providerId}
            type="button"
            className="xpay-method"
            data-service={service}
            aria-label={texts.payWith(name)}
            aria-busy={paying === providerId}
            aria-disabled={paying !== undefined}
            onClick={() => void payOnPage(providerId)}
          >
            {logo !== undefined && <img src={logo} alt="" height={24} />}
            <span>{name}</span>
          </button>
        ))}
    </div>
  )
}
