import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import jwt from "jsonwebtoken"

/** A token like the one that Medusa issues when an admin user signs in. */
export function adminTokenOf(container: MedusaContainer, userId: string, roles?: readonly string[]): string {
  const { jwtSecret } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig.http
  return jwt.sign(
    {
      actor_id: userId,
      actor_type: "user",
      auth_identity_id: "x",
      app_metadata: { user_id: userId, ...(roles === undefined ? {} : { roles }) },
    },
    jwtSecret as string,
    { expiresIn: "1d" }
  )
}
