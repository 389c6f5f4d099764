import { grantedActions, nameOf, roleChecked, type RoleAction } from "../../../src/medusa/roles"

const REFUND = { resource: "refund", operation: "create" }
const READ = { resource: "payment", operation: "read" }
const ROUTE = { matcher: "/admin/xpay/payments/:id/refund", methods: ["POST" as const] }
const req = { auth_context: {}, scope: {} } as never

/** As in later releases of Medusa, with every way that a middleware can refuse. */
const WAYS = {
  "gives an error": (next: (error?: unknown) => void) => next(new Error("Forbidden")),
  throws: () => {
    throw new Error("Forbidden")
  },
  rejects: async () => await Promise.reject(new Error("Forbidden")),
}

describe("roles", () => {
  it("are checked by `policies` where Medusa has no middleware for it", () => {
    const check = { authorize: undefined, resolvePermissions: undefined }
    expect(roleChecked(ROUTE, [REFUND], check)).toEqual({ ...ROUTE, policies: [REFUND] })
  })

  it("are checked by Medusa's own middleware where there is one, for every action", () => {
    const authorize = ({ resource }: RoleAction) => resource as never
    expect(roleChecked(ROUTE, [REFUND, READ], { authorize, resolvePermissions: undefined })).toEqual({
      ...ROUTE,
      middlewares: ["refund", "payment"],
    })
  })

  it.each(Object.entries(WAYS))(
    "what a user may do is what that middleware lets through: one %s",
    async (_way, refuse) => {
      const authorize =
        (action: RoleAction) => (_req: unknown, _res: unknown, next: (error?: unknown) => void) =>
          action === READ ? next() : refuse(next)
      const granted = await grantedActions(req, [REFUND, READ], { authorize, resolvePermissions: undefined })
      expect([...granted]).toEqual(["payment:read"])
    }
  )

  it("one that answers by itself has refused", async () => {
    const authorize = () => (_req: unknown, res: { status(code: number): { json(body: object): void } }) =>
      res.status(403).json({})
    const check = { authorize: authorize as never, resolvePermissions: undefined }
    expect([...(await grantedActions(req, [REFUND], check))]).toEqual([])
  })

  it("where Medusa says nothing of them, the routes decide", async () => {
    const check = { authorize: undefined, resolvePermissions: undefined }
    expect([...(await grantedActions(req, [REFUND], check))]).toEqual([nameOf(REFUND)])
  })
})
