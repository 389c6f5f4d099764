import { writeFile } from "node:fs/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createUsersWorkflow } from "@medusajs/medusa/core-flows"
import { ADMIN_LOGIN } from "./admin-login"
import { MARKETS, PRODUCTS } from "./catalogue"
import { METHODS } from "./methods"
import { seedStore } from "./seed-store"

/** Store data that the storefront needs, as JSON in the file named by `DEMO_STORE_FILE`. */
export interface StoreFile {
  readonly publishableKey: string
  readonly regions: readonly { readonly id: string; readonly currency: string; readonly country: string }[]
}

/**
 * Fills an empty store for the demo: `medusa exec ./demo/seed.ts`. It writes the file last: its presence means that the
 * store is complete.
 */
export default async function seed({ container }: { container: MedusaContainer }): Promise<void> {
  const { DEMO_STORE_FILE, STOREFRONT_URL } = process.env
  if (DEMO_STORE_FILE === undefined || STOREFRONT_URL === undefined) {
    throw new Error("Set DEMO_STORE_FILE and STOREFRONT_URL.")
  }
  const store = await seedStore(container, {
    // The dashboard shows the images too, from the storefront's address.
    products: PRODUCTS.map((product) => ({ ...product, image: `${STOREFRONT_URL}${product.image}` })),
    markets: MARKETS,
    providers: [
      "pp_xpay_xpay",
      "pp_xpay-fields_xpay",
      "pp_xpay-hosted_xpay",
      ...METHODS.map((method) => `pp_xpay-${method.toLowerCase()}_xpay`),
    ],
  })
  await createAdmin(container)
  const file: StoreFile = {
    publishableKey: store.publishableKey,
    regions: MARKETS.map(({ currency, country }) => ({
      id: store.regions[currency]?.id ?? "",
      currency,
      country,
    })),
  }
  await writeFile(DEMO_STORE_FILE, `${JSON.stringify(file, undefined, 2)}\n`)
}

/** Does the same as `medusa user`. */
async function createAdmin(container: MedusaContainer): Promise<void> {
  const { email, password } = ADMIN_LOGIN
  const {
    result: [user],
  } = await createUsersWorkflow(container).run({ input: { users: [{ email }] } })
  const auth = container.resolve(Modules.AUTH)
  const { authIdentity, error } = await auth.register("emailpass", { body: { email, password } })
  if (user === undefined || authIdentity === undefined) {
    throw new Error(`The dashboard's user could not be made: ${error ?? "no reason given"}`)
  }
  await auth.updateAuthIdentities({ id: authIdentity.id, app_metadata: { user_id: user.id } })
}
