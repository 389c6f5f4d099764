import { defineRouteConfig } from "@medusajs/admin-sdk"
import { CreditCard } from "@medusajs/icons"
import { lazily } from "../../lib/lazily"

const XPayPage = lazily(() => import("../../lists/xpay-page"))

export default function XPayRoute() {
  return <XPayPage />
}

export const handle = { breadcrumb: () => "XPay" }

export const config = defineRouteConfig({ label: "XPay", icon: CreditCard })
