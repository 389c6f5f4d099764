import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { lazily } from "../lib/lazily"

const OrderCard = lazily(() => import("../order/order-card"))

export default function OrderWidget({ data }: DetailWidgetProps<AdminOrder>) {
  return <OrderCard orderId={data.id} />
}

export const config = defineWidgetConfig({ id: "nexi-xpay:order", zone: "order.details.side.before" })
