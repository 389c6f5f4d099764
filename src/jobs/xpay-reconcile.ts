import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcile } from "../use-cases/reconciliation/reconcile"

/** Every minute: queries XPay about open payments, and updates Medusa accordingly. */
export default async function xpayReconcile(container: MedusaContainer): Promise<void> {
  await reconcile(container)
}

export const config = {
  name: "xpay-reconcile",
  schedule: "* * * * *",
}
