import { writeFile } from "node:fs/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { seedTestedStore } from "../../integration-tests/harness/seed-tested-store"

const PROVIDERS = ["pp_xpay_xpay", "pp_xpay-paypal_xpay", "pp_stripe_stripe", "pp_system_default"]

/** Seeds a store that pays with either provider, and writes what the benchmark needs to know to `SEED_FILE`. */
export default async function seed({ container }: { container: MedusaContainer }): Promise<void> {
  await writeFile(process.env.SEED_FILE ?? "", JSON.stringify(await seedTestedStore(container, PROVIDERS)))
}
