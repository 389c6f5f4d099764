import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { seedStore, type SeededStore } from "../../demo/seed-store"
import { adminTokenOf } from "./admin-token"
import { PROVIDERS } from "./terminals"
import { copiesOfCoffee, MARKETS, PRODUCTS } from "./products"

/** The role that Medusa gives its first user, in versions that have roles. */
const SUPER_ADMIN = "role_super_admin"

/** The data of a seeded store, and an admin token. */
export interface TestedProducts {
  readonly store: SeededStore
  readonly adminToken: string
}

/**
 * Creates the tests' products and regions, and an admin token.
 *
 * @param copies number of additional products.
 */
export async function seedTestedStore(
  container: MedusaContainer,
  providers: string[] = PROVIDERS,
  copies = 0
): Promise<TestedProducts> {
  const store = await seedStore(container, {
    products: [...PRODUCTS, ...copiesOfCoffee(copies)],
    markets: MARKETS,
    providers,
  })
  return { store, adminToken: await signInAdmin(container) }
}

/** Creates a user and signs in. */
async function signInAdmin(container: MedusaContainer): Promise<string> {
  const user = await container.resolve(Modules.USER).createUsers({ email: "admin@example.com" })
  return adminTokenOf(container, user.id, [SUPER_ADMIN])
}
