import { isStripeLike, paymentInfoMap } from "@lib/constants"
import { convertToLocale } from "@lib/util/money"
import { HttpTypes } from "@medusajs/types"

type PaymentDetailsProps = {
  order: HttpTypes.StoreOrder
}

/** Where the starters fail: a provider that is not in the map. */
export default function PaymentDetails({ order }: PaymentDetailsProps) {
  const payment = order.payment_collections?.[0].payments?.[0]
  return (
    <div>
      <h2>Payment</h2>
      {payment && (
        <div>
          <p data-testid="payment-method">{paymentInfoMap[payment.provider_id].title}</p>
          <span>{paymentInfoMap[payment.provider_id].icon}</span>
          <p data-testid="payment-amount" data-stripe={isStripeLike(payment.provider_id)}>
            {convertToLocale({ amount: payment.amount, currency_code: order.currency_code })}
          </p>
        </div>
      )}
    </div>
  )
}
