import type { MedusaContainer } from "@medusajs/framework/types"
import { forgetUselessCards } from "../use-cases/saved-cards/forget-saved-cards"

/** Every night: deactivates at XPay saved cards that have expired or whose customer was deleted. */
export default async function xpayForgetCards(container: MedusaContainer): Promise<void> {
  await forgetUselessCards(container)
}

export const config = {
  name: "xpay-forget-cards",
  schedule: "23 3 * * *",
}
