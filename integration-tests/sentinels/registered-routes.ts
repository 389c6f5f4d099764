import path from "node:path"
import { asValue, createContainer } from "@medusajs/framework/awilix"
import { configManager } from "@medusajs/framework/config"
import { ApiLoader } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, FeatureFlag } from "@medusajs/framework/utils"
import type { Express } from "express"

const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

/** The entries of an application's container that registering Medusa's routes and guards needs. */
export const BARE_CONTAINER = createContainer().register({
  [ContainerRegistrationKeys.LOGGER]: asValue(SILENT),
  // Off for readers of the container: role permissions are not checked.
  [ContainerRegistrationKeys.FEATURE_FLAG_ROUTER]: asValue({ isFeatureEnabled: () => false }),
}) as unknown as MedusaContainer

/**
 * Lets Medusa register routes and middlewares as it does at start.
 *
 * @param sourceDir of Medusa's own API, then of a plugin's
 */
export async function register(
  app: Express,
  sourceDir: string[],
  { withRoles }: { readonly withRoles: boolean }
): Promise<void> {
  const http = { adminCors: "", storeCors: "", authCors: "", jwtSecret: "a-secret", cookieSecret: "a-secret" }
  configManager.loadConfig({ projectConfig: { projectConfig: { http } }, baseDir: __dirname })
  FeatureFlag.setFlag("rbac", withRoles)
  await new ApiLoader({ app, sourceDir, container: BARE_CONTAINER }).load()
  FeatureFlag.setFlag("rbac", false)
}

/** Every route of the installed Medusa: `POST /admin/payments/:id/refund`. */
export async function medusaRoutes(): Promise<string[]> {
  const routes: string[] = []
  // Medusa passes what it registers to its tracing hook; nothing is served.
  ApiLoader.traceRoute = (handler, { route, method }) => {
    routes.push(`${method} ${route}`)
    return handler
  }
  const nowhere = new Proxy({}, { get: () => () => undefined }) as Express
  const manifest = require.resolve("@medusajs/medusa/package.json")
  await register(nowhere, [path.join(path.dirname(manifest), "dist/api")], { withRoles: false })
  Reflect.deleteProperty(ApiLoader, "traceRoute")
  return routes
}
