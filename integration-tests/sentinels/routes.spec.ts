import { once } from "node:events"
import type { AddressInfo, Server } from "node:net"
import path from "node:path"
import express from "express"
import middlewares from "../../src/api/middlewares"
import { BARE_CONTAINER, medusaRoutes, register } from "./registered-routes"
import { sentinels } from "./sentinel"

jest.setTimeout(60_000)

const FIXTURE = path.join(__dirname, "bare-api")
const OURS = /^\/((admin|store)\/)?xpay(\/|$)/

/**
 * Method and path of every entry in our middlewares that is not our own route. An entry without methods is not found.
 */
function guarded(): string[] {
  return (middlewares.routes ?? [])
    .filter(({ matcher }) => !OURS.test(String(matcher)))
    .flatMap(({ matcher, methods = "any" as const }) =>
      [methods].flat().map((method) => nameless(`${method} ${matcher}`))
    )
}

/** The names of parameters do not matter. */
function nameless(route: string): string {
  return route.replace(/:\w+/g, ":")
}

/** How the installed Medusa registers its own routes and a plugin's guards. */
describe("Medusa's routes and a plugin's guards", () => {
  const servers: Server[] = []
  afterAll(() => servers.forEach((server) => server.close()))

  /** Medusa with one route, and a plugin's middlewares before it. */
  async function serve({ withRoles }: { withRoles: boolean }): Promise<Asking> {
    const app = express()
    app.use((req, _res, next) => {
      const roles = req.headers["x-role"]
      Object.assign(req, { scope: BARE_CONTAINER })
      if (roles !== undefined) {
        Object.assign(req, { auth_context: { actor_id: "user_1", app_metadata: { roles: [roles] } } })
      }
      next()
    })
    await register(app, [path.join(FIXTURE, "medusa"), path.join(FIXTURE, "plugin")], { withRoles })
    const server = app.listen(0)
    servers.push(server)
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    return async (method, route, { role, body = "{}" } = {}) => {
      const answer = await fetch(`http://127.0.0.1:${port}${route}`, {
        method,
        headers: { "content-type": "application/json", ...(role === undefined ? {} : { "x-role": role }) },
        body,
      })
      return { status: answer.status, trail: answer.headers.get("x-trail"), text: await answer.text() }
    }
  }

  sentinels({
    routePaths: async () => {
      const routes = (await medusaRoutes()).map(nameless)
      const paths = guarded()
      expect(paths.length).toBeGreaterThan(20)
      expect(paths.filter((one) => !routes.includes(one))).toEqual([])
    },

    middlewareOrder: async () => {
      const ask = await serve({ withRoles: false })
      expect(await ask("POST", "/probe/one")).toEqual({
        status: 200,
        trail: "prefix, first, second, after roles",
        text: '{"reached":true}',
      })
      expect(await ask("POST", "/probe/one/below")).toMatchObject({ status: 404, trail: "prefix" })
      expect(await ask("POST", "/probe-of-a-shop")).toMatchObject({ status: 404, trail: null })
    },

    unreadBodies: async () => {
      const ask = await serve({ withRoles: false })
      const body = '{ "number": 4111'
      expect(await ask("POST", "/probe/one", { body })).toMatchObject({
        status: 200,
        text: '{"reached":true}',
      })
      expect(await ask("PROPFIND", "/probe/one/below", { body })).toMatchObject({ status: 404 })
      expect(await ask("POST", "/probe-of-a-shop", { body })).toMatchObject({ status: 400 })
    },

    rolesFirst: async () => {
      const ask = await serve({ withRoles: true })
      const refused = await ask("POST", "/probe/one")
      expect(refused.status).toBe(403)
      expect(refused.trail).not.toContain("after roles")
      expect(await ask("POST", "/probe/one", { role: "role_1" })).toMatchObject({
        status: 200,
        trail: expect.stringContaining("after roles"),
      })
    },
  })
})

type Asking = (
  method: string,
  route: string,
  options?: { readonly role?: string; readonly body?: string }
) => Promise<{ status: number; trail: string | null; text: string }>
