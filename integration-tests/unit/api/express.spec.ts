import { readdirSync, readFileSync } from "node:fs"
import type { AddressInfo, Server } from "node:net"
import path from "node:path"
import { asValue, createContainer } from "@medusajs/framework/awilix"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import express4, { type RequestHandler } from "express"
import express5 from "express-5"
import jwt from "jsonwebtoken"
import middlewares from "../../../src/api/middlewares"
import { OK_CARD } from "../../harness/cards"

const API = path.join(__dirname, "../../../src/api")
const SECRET = "a-secret"

/** The paths of the plugin's route files, as Medusa passes them to Express. */
const FILES = readdirSync(API, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith("route.ts")
)
const routeOf = (file: string) => `/${path.dirname(file)}`.replace(/\[(\w+)\]/g, ":$1")
const ROUTES = FILES.map(routeOf)

/** Routes for a card: they read and check their bodies themselves. */
const FOR_CARDS = ["/store/xpay/payment-sessions/:id/card", "/admin/xpay/orders/:id/moto"]
const BODIES = FILES.filter((file) => /^export .*\bPOST\b/m.test(readFileSync(path.join(API, file), "utf8")))
  .map(routeOf)
  .filter((route) => /^\/(store|admin)\/xpay/.test(route) && !FOR_CARDS.includes(route))

/** What Medusa runs before a plugin's routes, as far as our guards need it. */
const scope = createContainer().register({
  [ContainerRegistrationKeys.LOGGER]: asValue(console),
  [ContainerRegistrationKeys.CONFIG_MODULE]: asValue({
    projectConfig: { http: { jwtSecret: SECRET, adminCors: "" } },
  }),
  [Modules.USER]: asValue({ listUsers: () => Promise.resolve([{ email: "admin@example.com" }]) }),
})

/** Registers guards and routes as Medusa does: those without methods first, with `use`; the others by their verbs. */
function serve(express: typeof express4): Server {
  const app = express()
  app.use((req, _res, next) => {
    const isSignedIn = req.headers["x-signed-in"] !== undefined
    Object.assign(req, {
      scope,
      ...(isSignedIn ? { auth_context: { actor_id: "user_1", actor_type: "user" } } : {}),
    })
    next()
  })
  const rules = middlewares.routes ?? []
  const [general, particular] = [true, false].map((isGeneral) =>
    rules.filter(({ methods }) => (methods === undefined) === isGeneral)
  ) as [typeof rules, typeof rules]
  for (const { matcher, methods, middlewares: handlers = [] } of [...general, ...particular]) {
    for (const handler of handlers as unknown as RequestHandler[]) {
      if (methods === undefined) {
        app.use(matcher, handler)
      } else {
        ;[methods].flat().forEach((method) => app[method.toLowerCase() as "get"](matcher as string, handler))
      }
    }
  }
  ROUTES.forEach((route) => app.all(route, (_req, res) => void res.send("reached")))
  return app.listen(0)
}

describe.each([
  ["4", express4],
  ["5", express5],
])("on Express %s", (_version, express) => {
  let server: Server | undefined
  beforeAll(() => {
    server = serve(express)
  })
  afterAll(() => new Promise((resolve) => server?.close(resolve) ?? resolve(undefined)))

  const ask = async (method: string, route: string, body?: unknown, token?: string) => {
    const { port } = server?.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}${route.replace(/:\w+/g, "one")}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}`, "x-signed-in": "yes" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, caching: answer.headers.get("cache-control"), text: await answer.text() }
  }
  const under = (prefix: string) => ROUTES.filter((route) => route.startsWith(prefix))

  it("every matcher and every route is registered", () => {
    expect(ROUTES.length).toBeGreaterThan(20)
    expect(server?.listening).toBe(true)
  })

  it.each(BODIES)("a card number in the body does not get to %s", async (route) => {
    const customer = jwt.sign(
      { actor_id: "cus_1", actor_type: "customer", auth_identity_id: "auth_1" },
      SECRET
    )
    const refused = await ask("POST", route, { note: OK_CARD.number }, customer)
    expect(refused).toMatchObject({ status: 400, text: expect.stringContaining("card_in_wrong_field") })
  })

  it.each(under("/admin/xpay"))("nothing may keep what %s answers", async (route) => {
    expect(await ask("GET", route)).toMatchObject({ caching: "no-store" })
  })

  it.each([
    ["GET", "/store/xpay/saved-cards"],
    ["GET", "/store/xpay/saved-cards/"],
    ["DELETE", "/store/xpay/saved-cards/:id"],
    ["POST", "/store/xpay/payment-sessions/:id/saved-card"],
    ["POST", "/admin/xpay/orders/:id/moto"],
    ["GET", "/admin/xpay/moto-forms/:request_key"],
  ])("%s %s is for who signed in alone", async (method, route) => {
    const { status, caching } = await ask(method, route)
    expect([401, 403]).toContain(status)
    expect(caching).toBe("no-store")
  })

  it.each([
    ["POST", "/store/xpay/payment-sessions/:id/card"],
    ["POST", "/store/xpay/payment-sessions/:id/hosted-page"],
    ["GET", "/store/xpay/payment-sessions/:id"],
    ["POST", "/store/xpay/orders/:id/balance"],
    ["POST", "/store/xpay/orders/:id/hosted-page"],
    ["GET", "/xpay/return/:token"],
    ["POST", "/xpay/return/:token/frame"],
    ["GET", "/xpay/cancel/:token"],
  ])("%s %s is reached by anybody, and nothing keeps its answer", async (method, route) => {
    expect(await ask(method, route)).toMatchObject({ status: 200, caching: "no-store", text: "reached" })
  })
})
