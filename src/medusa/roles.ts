import * as framework from "@medusajs/framework"
import * as http from "@medusajs/framework/http"
import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
  MiddlewareRoute,
} from "@medusajs/framework/http"

/** Something that a role of Medusa's may allow. */
export interface RoleAction {
  readonly resource: string
  readonly operation: string
}

type Middleware = (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction) => unknown
type Authorize = (action: RoleAction) => Middleware

/** How this release of Medusa checks roles: by a middleware of its own, or by `policies` in a route's configuration. */
export interface RoleCheck {
  readonly authorize: Authorize | undefined
  readonly resolvePermissions: typeof framework.resolvePermissions | undefined
}

const installed: RoleCheck = {
  authorize: (http as { authorize?: Authorize }).authorize,
  resolvePermissions: (framework as Partial<typeof framework>).resolvePermissions,
}

/** Has Medusa check the role of whoever asks, before anything else of a route. */
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
 * Which of some actions the signed-in user's role allows. All, where Medusa has no roles or does not tell: then the routes
 * themselves decide.
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

/** `refund:create`, as Medusa names it. */
export function nameOf({ resource, operation }: RoleAction): string {
  return `${resource}:${operation}`
}

/** Whether a middleware goes on to the route. */
async function lets(middleware: Middleware, req: MedusaRequest): Promise<boolean> {
  return await new Promise<boolean>((resolve) => {
    const refuse = () => resolve(false)
    const res = { status: () => res, json: refuse, send: refuse, end: refuse }
    const next = (error?: unknown) => resolve(error === undefined)
    // Thrown at once or later: either way it does not go on.
    Promise.resolve()
      // Only what a middleware that refuses calls: an answer of Medusa's has some hundred members more.
      .then(() => middleware(req, res as unknown as MedusaResponse, next as MedusaNextFunction))
      .catch(refuse)
  })
}
