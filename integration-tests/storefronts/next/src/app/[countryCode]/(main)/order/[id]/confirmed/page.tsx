import { retrieveOrder } from "@lib/data/orders"
import PaymentDetails from "@modules/order/components/payment-details"

export default async function OrderConfirmedPage({ params }: { params: Promise<{ id: string }> }) {
  const order = await retrieveOrder((await params).id)
  return (
    <main>
      <h1>Thank you! Your order was placed successfully.</h1>
      <p data-testid="order-id">{order.id}</p>
      <PaymentDetails order={order} />
    </main>
  )
}
