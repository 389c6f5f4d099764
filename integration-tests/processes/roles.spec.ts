import type { IRbacModuleService } from "@medusajs/framework/types"
import { FeatureFlag, Modules } from "@medusajs/framework/utils"
import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import getPort from "get-port"
import { ADMIN_ACTIONS, ADMIN_ROUTES, type AdminAction } from "../../src/api/guards/admin-access"
import { closeTerminals } from "../../src/engine/terminal/terminal"
import { startSimulator } from "../../src/simulator"
import { adminTokenOf } from "../harness/admin-token"
import { OK_CARD } from "../harness/cards"
import { Staff } from "../harness/staff"
import { Http } from "../harness/http"
import { seedTestedStore } from "../harness/seed-tested-store"
import { expectOk } from "../harness/shopper"
import { SIMULATED, STOREFRONT, TERMINALS } from "../harness/terminals"
import { TRIED_ROLES } from "../harness/tried-callers"
import { StoreUnderTest } from "../harness/xpay-suite"

jest.setTimeout(300_000)

// Without it every signed-in user may do everything: `access.spec.ts`. Medusa's server reads the variable before the
// configuration; its test runner reads it after.
FeatureFlag.setFlag("rbac", true)
const before = process.env["MEDUSA_FF_RBAC"]
process.env["MEDUSA_FF_RBAC"] = "true"
afterAll(() => {
  if (before === undefined) {
    delete process.env["MEDUSA_FF_RBAC"]
  } else {
    process.env["MEDUSA_FF_RBAC"] = before
  }
})

describe("with Medusa's roles", () => {
  const store = new StoreUnderTest()

  beforeAll(async () => {
    store.simulator = await startSimulator({ terminals: SIMULATED, seed: "roles" })
    store.port = await getPort()
    Object.assign(process.env, {
      PORT: String(store.port),
      BACKEND_URL: store.url,
      STOREFRONT_URL: STOREFRONT,
      XPAY_BASE_URL: store.simulator.apiUrl,
      XPAY_TERMINALS: JSON.stringify(TERMINALS),
    })
    store.recorder.listenToOutput()
  })

  afterAll(async () => {
    store.recorder.stopListening()
    await closeTerminals()
    await store.simulator.stop()
  })

  medusaIntegrationTestRunner({
    dbName: "xpay-roles",
    testSuite: ({ getContainer }) => {
      store.container = getContainer
      beforeAll(async () => void Object.assign(store, await seedTestedStore(getContainer())))
      beforeEach(async () => {
        await store.simulator.control.reset()
        store.recorder.clear()
      })
      afterEach(async () => await store.audit())
      define()
    },
  })

  function define(): void {
    const sim = () => store.simulator.control

    /** A signed-in user whose role allows only the named permissions. */
    async function userWho(name: string, allowed: readonly string[]): Promise<Http> {
      const rbac = store.container().resolve<IRbacModuleService>(Modules.RBAC)
      const policies = await rbac.listRbacPolicies({}, { take: null })
      const [role] = await rbac.createRbacRoles([{ name }])
      const ids = allowed.map((key) => {
        const found = policies.find(({ resource, operation }) => `${resource}:${operation}` === key)
        expect({ key, isListed: found !== undefined }).toEqual({ key, isListed: true })
        return found?.id ?? ""
      })
      await rbac.createRbacRolePolicies(ids.map((id) => ({ role_id: role?.id ?? "", policy_id: id })))
      const user = await store
        .container()
        .resolve(Modules.USER)
        .createUsers({ email: `${name}@example.com` })
      const token = adminTokenOf(store.container(), user.id, [role?.id ?? ""])
      return new Http(
        () => store.url,
        store.recorder,
        () => ({ authorization: `Bearer ${token}` })
      )
    }

    const permissionsOf = async (http: Http) =>
      expectOk(await http.get<{ permissions: Record<AdminAction, boolean> }>("/admin/xpay/permissions"))
        .permissions

    async function capturedPayment(): Promise<string> {
      const { orderId } = await (await store.shopper().readyToPay({}, "pp_xpay_automatic")).pay(OK_CARD)
      const { id } = (await store.db("xpay_attempt").where({ order_id: orderId }).first()) as { id: string }
      return id
    }

    it("a refund is for a role that may create refunds, and for no other", async () => {
      const id = await capturedPayment()
      const may = await userWho("refunds", ["refund:create"])
      const others = Object.values(ADMIN_ACTIONS)
        .flat()
        .filter((policy) => policy !== "refund:create")
      const mayNot = await userWho("everything-else", [...new Set(others)])
      const refund = async (http: Http) => await http.post(`/admin/xpay/payments/${id}/refund`, { amount: 5 })

      expect((await refund(mayNot)).status).toBe(403)
      expect((await sim().ledger()).orders).toMatchObject([{ totals: { refunded: 0 } }])
      expect(await permissionsOf(mayNot)).toMatchObject({
        refund: false,
        cancel_capture: false,
        capture: true,
      })

      expectOk(await refund(may))
      expect((await sim().ledger()).orders).toMatchObject([{ totals: { refunded: 500 } }])
      expect(await permissionsOf(may)).toMatchObject({ refund: true, cancel_capture: true, capture: false })
    })

    it("what a body asks beyond its route wants its own permission, and nothing is done without it", async () => {
      const staff = (http: Http) => new Staff(http, store.store)
      const draft = await staff(store.admin()).draftOrder()
      const link = { amount: draft.total, expires_on: "2000-01-01", provider_id: "pp_xpay-link_xpay" }
      const links = await userWho("links", ADMIN_ACTIONS.create_link)
      const send = await links.post(`/admin/xpay/orders/${draft.id}/payment-links`, {
        ...link,
        send_to: { to: "maria.rossi@example.com" },
      })
      expect(send).toMatchObject({ status: 403, body: { code: "not_allowed" } })
      // Without it the role is sufficient: then only the date is wrong.
      expect((await links.post(`/admin/xpay/orders/${draft.id}/payment-links`, link)).status).not.toBe(403)

      const phone = await userWho("phone", ADMIN_ACTIONS.take_moto_payment)
      const atOnce = await staff(phone).takeCard(draft.id, {
        card: OK_CARD,
        amount: draft.total,
        capture: "automatic",
      })
      expect(atOnce).toMatchObject({ status: 403, body: { code: "not_allowed" } })
      expect((await sim().ledger()).orders).toEqual([])
      expect(
        await staff(phone).takeCard(draft.id, { card: OK_CARD, amount: draft.total, capture: "manual" })
      ).toMatchObject({ status: 200, body: { outcome: "approved" } })
    })

    it("a role without a permission gets no further than the routes that need it, of all there are", async () => {
      const wrong: string[] = []
      for (const [role, allowed] of TRIED_ROLES) {
        const user = await userWho(`role-${role.replace(/\W/g, "-")}`, allowed)
        for (const [method, route, action] of ADMIN_ROUTES) {
          const at = route.replace(/:\w+/g, "x")
          const { status } = method === "GET" ? await user.get(at) : await user.post(at, {})
          const needed: readonly string[] = action === null ? [] : ADMIN_ACTIONS[action]
          const isAllowed = needed.every((policy) => allowed.includes(policy))
          if ((status !== 403) !== isAllowed) {
            wrong.push(`${role}: ${method} ${route} ${status}`)
          }
        }
        const expected = Object.entries(ADMIN_ACTIONS).map(([action, needed]) => [
          action,
          needed.every((policy) => allowed.includes(policy)),
        ])
        expect(await permissionsOf(user)).toEqual(Object.fromEntries(expected))
      }
      expect(wrong).toEqual([])
    })
  }
})
