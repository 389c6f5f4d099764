import { defineRouteConfig } from "@medusajs/admin-sdk"
import { lazily } from "../../../lib/lazily"

const SettingsPage = lazily(() => import("../../../settings/settings-page"))

export default function XPaySettingsRoute() {
  return <SettingsPage />
}

export const handle = { breadcrumb: () => "XPay" }

export const config = defineRouteConfig({ label: "XPay" })
