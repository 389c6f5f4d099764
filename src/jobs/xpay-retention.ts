import type { MedusaContainer } from "@medusajs/framework/types"
import { keepToRetention } from "../use-cases/personal-data/keep-to-retention"

/** Every night: deletes records past their retention period, and completes requested erasures. */
export default async function xpayRetention(container: MedusaContainer): Promise<void> {
  await keepToRetention(container)
}

export const config = {
  name: "xpay-retention",
  schedule: "41 3 * * *",
}
