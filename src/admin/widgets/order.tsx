import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { useLocation, useNavigate } from "react-router-dom"
import { lazily } from "../lib/lazily"

const OrderCard = lazily(() => import("../order/order-card"))

export default function OrderWidget({ data: { id } }: DetailWidgetProps<AdminOrder>) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  // A draft that is paid becomes an order, whose page is another. The dashboard may have mounted this anew meanwhile, with
  // an order that is no draft any more: only the page tells.
  const isDraftPage = pathname.startsWith("/draft-orders/")
  return <OrderCard orderId={id} onOrdered={() => void (isDraftPage && navigate(`/orders/${id}`))} />
}

export const config = defineWidgetConfig({
  id: "nexi-xpay:order",
  zone: ["order.details.side", "draft_order.details.side"],
})
