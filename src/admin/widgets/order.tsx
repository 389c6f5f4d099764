import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { useState } from "react"
import { useNavigate } from "react-router-dom"
import { lazily } from "../lib/lazily"

const OrderCard = lazily(() => import("../order/order-card"))

export default function OrderWidget({ data: { id, status } }: DetailWidgetProps<AdminOrder>) {
  const navigate = useNavigate()
  const [wasDraft] = useState(status === "draft")
  // A draft that is paid becomes an order, whose page is another.
  return <OrderCard orderId={id} onOrdered={() => void (wasDraft && navigate(`/orders/${id}`))} />
}

export const config = defineWidgetConfig({
  id: "nexi-xpay:order",
  zone: ["order.details.side", "draft_order.details.side"],
})
