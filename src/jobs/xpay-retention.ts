import type { MedusaContainer } from "@medusajs/framework/types"
import { keepToRetention } from "../use-cases/personal-data/keep-to-retention"

/** Every night: removes what need not be kept any longer, and erases what was asked to be erased. */
export default async function xpayRetention(container: MedusaContainer): Promise<void> {
  await keepToRetention(container)
}

export const config = {
  name: "xpay-retention",
  schedule: "41 3 * * *",
}
