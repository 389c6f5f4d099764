import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcile } from "../use-cases/reconciliation/reconcile"

/** Every minute: asks XPay about what is open, and brings Medusa to the truth. */
export default async function xpayReconcile(container: MedusaContainer): Promise<void> {
  await reconcile(container)
}

export const config = {
  name: "xpay-reconcile",
  schedule: "* * * * *",
}
