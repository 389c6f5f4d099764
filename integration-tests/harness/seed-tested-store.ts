import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import jwt from "jsonwebtoken"
import { seedStore, type SeededStore } from "../../demo/seed-store"
import { PROVIDERS } from "./terminals"
import { copiesOfCoffee, MARKETS, WARES } from "./wares"

/**
 * The tests' wares and regions, and an admin's token.
 *
 * @param copies how many more articles there are.
 */
export async function seedTestedStore(
  container: MedusaContainer,
  providers: string[] = PROVIDERS,
  copies = 0
): Promise<{ store: SeededStore; adminToken: string }> {
  const store = await seedStore(container, {
    wares: [...WARES, ...copiesOfCoffee(copies)],
    markets: MARKETS,
    providers,
  })
  return { store, adminToken: await signInAdmin(container) }
}

/** A token as Medusa's own sign-in gives, for a user made for it. */
async function signInAdmin(container: MedusaContainer): Promise<string> {
  const user = await container.resolve(Modules.USER).createUsers({ email: "admin@example.com" })
  const { jwtSecret } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig.http
  return jwt.sign(
    { actor_id: user.id, actor_type: "user", auth_identity_id: "x", app_metadata: { user_id: user.id } },
    jwtSecret as string,
    { expiresIn: "1d" }
  )
}
