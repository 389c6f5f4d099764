import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { useNavigate } from "react-router-dom"
import { lazily } from "../lib/lazily"

const OrderCard = lazily(() => import("../order/order-card"))

export default function OrderWidget({ data: { id, status } }: DetailWidgetProps<AdminOrder>) {
  const navigate = useNavigate()
  // A draft that was paid is an order, and its page is gone.
  return <OrderCard orderId={id} onOrdered={() => void (status === "draft" && navigate(`/orders/${id}`))} />
}

export const config = defineWidgetConfig({
  id: "nexi-xpay:order",
  zone: ["order.details.side.before", "draft_order.details.side.before"],
})
