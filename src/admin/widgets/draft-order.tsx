import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { useNavigate } from "react-router-dom"
import { lazily } from "../lib/lazily"

const OrderCard = lazily(() => import("../order/order-card"))

export default function DraftOrderWidget({ data }: DetailWidgetProps<AdminOrder>) {
  const navigate = useNavigate()
  // A draft that was paid is an order, and its page is gone.
  return <OrderCard orderId={data.id} onOrdered={() => void navigate(`/orders/${data.id}`)} />
}

export const config = defineWidgetConfig({
  id: "nexi-xpay:draft-order",
  zone: "draft_order.details.side.before",
})
