import * as framework from "@medusajs/framework"
import * as http from "@medusajs/framework/http"
import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
  MiddlewareRoute,
} from "@medusajs/framework/http"

/** An action that a Medusa role may allow. */
export interface RoleAction {
  readonly resource: string
  readonly operation: string
}

type Middleware = (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction) => unknown
type Authorize = (action: RoleAction) => Middleware

/** How this Medusa release checks roles: by its own middleware, or by `policies` in a route's configuration. */
export interface RoleCheck {
  readonly authorize: Authorize | undefined
  readonly resolvePermissions: typeof framework.resolvePermissions | undefined
}

const installed: RoleCheck = {
  authorize: (http as { authorize?: Authorize }).authorize,
  resolvePermissions: (framework as Partial<typeof framework>).resolvePermissions,
}

/** Makes Medusa check the caller's role before anything else of a route. */
export function roleChecked(
  route: { readonly matcher: string; readonly methods: ("GET" | "POST")[] },
  actions: readonly RoleAction[],
  { authorize }: RoleCheck = installed
): MiddlewareRoute {
  return authorize === undefined
    ? { ...route, policies: [...actions] }
    : { ...route, middlewares: actions.map((action) => authorize(action) as never) }
}

/**
 * The actions that the signed-in user's role allows, of those given. All of them if Medusa has no roles or does not
 * expose them: then the routes themselves decide.
 */
export async function grantedActions(
  req: AuthenticatedMedusaRequest,
  universe: readonly RoleAction[],
  { authorize, resolvePermissions }: RoleCheck = installed
): Promise<ReadonlySet<string>> {
  if (resolvePermissions !== undefined) {
    const { roles = [] } = (req.auth_context.app_metadata ?? {}) as { roles?: string[] }
    return await resolvePermissions({ roles, universe: [...universe], container: req.scope })
  }
  const allowed = await Promise.all(
    universe.map(async (action) => authorize === undefined || (await lets(authorize(action), req)))
  )
  return new Set(universe.filter((_, index) => allowed[index]).map(nameOf))
}

/** `refund:create`, in Medusa's notation. */
export function nameOf({ resource, operation }: RoleAction): string {
  return `${resource}:${operation}`
}

/** Whether a middleware continues to the route. */
async function lets(middleware: Middleware, req: MedusaRequest): Promise<boolean> {
  return await new Promise<boolean>((resolve) => {
    const refuse = () => resolve(false)
    const res = { status: () => res, json: refuse, send: refuse, end: refuse }
    const next = (error?: unknown) => resolve(error === undefined)
    // Whether it throws immediately or later, it does not continue.
    Promise.resolve()
      // Only the members that a refusing middleware calls: Medusa's response has some hundred more.
      .then(() => middleware(req, res as unknown as MedusaResponse, next as MedusaNextFunction))
      .catch(refuse)
  })
}
