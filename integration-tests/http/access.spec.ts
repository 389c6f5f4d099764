import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { ADMIN_ACTIONS, ADMIN_ROUTES } from "../../src/api/guards/admin-access"
import { Modules } from "@medusajs/framework/utils"
import { adminTokenOf } from "../harness/admin-token"
import { OK_CARD } from "../harness/cards"
import { Http } from "../harness/http"
import { expectOk } from "../harness/shopper"
import { FORM_TYPES, OTHER_SITES, type STRANGERS } from "../harness/tried-callers"
import { xpaySuite } from "../harness/xpay-suite"

const API = path.resolve("src/api")

/** Every method of every route file below `src/api/admin`, as Medusa discovers them. */
function routesOnDisk(): string[] {
  return readdirSync(path.join(API, "admin"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const source = readFileSync(path.join(API, "admin", file), "utf8")
      const route = `/admin/${path.dirname(file)}`.replace(/\[(\w+)\]/g, ":$1")
      return [...source.matchAll(/export async function ([A-Z]+)\(/g)].map(
        ([, method]) => `${method} ${route}`
      )
    })
}

const at = (route: string) => route.replace(/:\w+/g, "x")

xpaySuite("access", (store) => {
  const bearer = (token: string) =>
    new Http(
      () => store.url,
      store.recorder,
      () => ({ authorization: `Bearer ${token}` })
    )
  const post = async (http: Http, route: string, headers: Record<string, string>, body?: string) =>
    await http.send("POST", at(route), body, headers)
  const changing = ADMIN_ROUTES.filter(([method]) => method === "POST").map(([, route]) => route)

  /** A payment that holds money, which no refused request may change. */
  async function heldPayment(): Promise<string> {
    const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
    const { id } = (await store.db("xpay_attempt").where({ order_id: orderId }).first()) as { id: string }
    return id
  }

  it("every admin route says what a role must allow, and none is missing", () => {
    expect(ADMIN_ROUTES.map(([method, route]) => `${method} ${route}`).sort()).toEqual(routesOnDisk().sort())
  })

  describe("every admin route", () => {
    it("is for signed-in users who exist: no secret API key, no token of a user who was removed", async () => {
      const { api_key: key } = expectOk(
        await store
          .admin()
          .post<{ api_key: { token: string } }>("/admin/api-keys", { title: "bot", type: "secret" })
      )
      const users = store.container().resolve(Modules.USER)
      const gone = await users.createUsers({ email: "gone@example.com" })
      const removed = await users.createUsers({ email: "removed@example.com" })
      await users.deleteUsers([gone.id])
      await users.softDeleteUsers([removed.id])
      const customer = await store.account()
      const basic = { authorization: `Basic ${Buffer.from(`${key.token}:`).toString("base64")}` }
      const strangers: Record<(typeof STRANGERS)[number], Http> = {
        nobody: store.strangerHttp(),
        "a publishable key": store.shopHttp(),
        "a customer": customer.http,
        "a secret API key": new Http(
          () => store.url,
          store.recorder,
          () => basic
        ),
        "a deleted user": bearer(adminTokenOf(store.container(), gone.id)),
        "a removed user": bearer(adminTokenOf(store.container(), removed.id)),
      }
      const through: string[] = []
      for (const [who, http] of Object.entries(strangers)) {
        for (const [method, route] of ADMIN_ROUTES) {
          const answer =
            method === "GET" ? await http.get(at(route)) : await http.post(at(route), { amount: 1 })
          if (![401, 403].includes(answer.status)) {
            through.push(`${who}: ${method} ${route} ${answer.status}`)
          }
        }
      }
      expect(through).toEqual([])
    })

    it("answers a signed-in user, without Medusa's roles whoever it is", async () => {
      const user = await store.container().resolve(Modules.USER).createUsers({ email: "plain@example.com" })
      const http = bearer(adminTokenOf(store.container(), user.id))
      for (const [method, route] of ADMIN_ROUTES) {
        const answer = method === "GET" ? await http.get(at(route)) : await http.post(at(route), {})
        expect([401, 403, 415]).not.toContain(answer.status)
      }
      const { permissions } = expectOk(
        await http.get<{ permissions: Record<string, boolean> }>("/admin/xpay/permissions")
      )
      expect(Object.keys(permissions).sort()).toEqual(Object.keys(ADMIN_ACTIONS).sort())
      expect(Object.values(permissions)).not.toContain(false)
    })
  })

  describe("every admin route that changes something", () => {
    it("takes JSON only, also without a body: no form of another site is that", async () => {
      const id = await heldPayment()
      const through: string[] = []
      for (const type of FORM_TYPES) {
        for (const route of changing) {
          const headers: Record<string, string> = type === undefined ? {} : { "content-type": type }
          const answer = await post(store.admin(), route.replace(":id", id), headers)
          if (answer.status !== 415) {
            through.push(`${type ?? "no type"}: ${route} ${answer.status}`)
          }
        }
      }
      expect(through).toEqual([])
      expect((await store.simulator.control.ledger()).liveHolds).toHaveLength(1)
    })

    it("is refused to other sites, whatever they send", async () => {
      const id = await heldPayment()
      const json = { "content-type": "application/json" }
      const through: string[] = []
      for (const headers of OTHER_SITES) {
        for (const route of changing) {
          const answer = await post(store.admin(), route.replace(":id", id), { ...json, ...headers }, "{}")
          if (answer.status !== 403 || answer.body["code"] !== "other_site") {
            through.push(`${JSON.stringify(headers)}: ${route} ${answer.status}`)
          }
        }
      }
      expect(through).toEqual([])
      expect((await store.simulator.control.ledger()).liveHolds).toHaveLength(1)
    })

    it("is open to the dashboard, wherever the shop has put it, and to programs", async () => {
      const json = { "content-type": "application/json" }
      for (const headers of [
        {},
        { origin: store.url },
        { origin: store.url, "sec-fetch-site": "same-origin" },
        // Behind a proxy that forwards another host.
        { origin: "https://shop.example", "sec-fetch-site": "same-origin" },
        // `adminCors` of the tested store.
        { origin: "http://localhost:9000" },
      ]) {
        const answer = await post(
          store.admin(),
          "/admin/xpay/incidents/:id/resolve",
          { ...json, ...headers },
          "{}"
        )
        expect(answer.status).toBe(404)
      }
    })
  })
})
