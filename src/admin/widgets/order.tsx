import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { useLocation, useNavigate } from "react-router-dom"
import { lazily } from "../lib/lazily"

const OrderCard = lazily(() => import("../order/order-card"))

export default function OrderWidget({ data: { id } }: DetailWidgetProps<AdminOrder>) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  // A paid draft becomes an order, which has another page. The dashboard may have remounted this widget with an order
  // that is no longer a draft: only the URL shows which page it is.
  const isDraftPage = pathname.startsWith("/draft-orders/")
  return <OrderCard orderId={id} onOrdered={() => void (isDraftPage && navigate(`/orders/${id}`))} />
}

export const config = defineWidgetConfig({
  id: "nexi-xpay:order",
  zone: ["order.details.side", "draft_order.details.side"],
})
