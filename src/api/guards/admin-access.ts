import type { AuthenticatedMedusaRequest, MiddlewareRoute } from "@medusajs/framework/http"
import type { Locale } from "../../domain/locale"
import { staffText } from "../../texts/staff-messages"
import { PaymentRefusal } from "../../use-cases/refusal"
import { grantedActions, roleChecked, type RoleAction } from "../../medusa/roles"

/** A permission as Medusa's roles write it: `refund:create`. */
type Policy = `${string}:${"read" | "create" | "update"}`

/**
 * The actions of an admin user, and the permissions each requires: those that Medusa's own routes require for the same
 * effect. Without Medusa's roles (`MEDUSA_FF_RBAC`) every signed-in user may do everything.
 */
export const ADMIN_ACTIONS = {
  view: ["payment:read"],
  view_order: ["order:read", "payment:read"],
  capture: ["capture:create"],
  refund: ["refund:create"],
  void: ["payment:update"],
  // Medusa books a canceled capture as a refund.
  cancel_capture: ["refund:create"],
  sync: ["payment:update"],
  resolve_incident: ["payment:update"],
  take_moto_payment: ["payment:create"],
  // Medusa requires the collection's permission for creating a session on it.
  create_link: ["payment_session:create", "payment_collection:update"],
  change_link: ["payment_session:update"],
  send_receipt: ["payment:update"],
  accept_review: ["payment:update"],
} as const satisfies Record<string, readonly Policy[]>

export type AdminAction = keyof typeof ADMIN_ACTIONS

/** Every route of the plugin's admin API with its action; `null`: open to every signed-in user. */
export const ADMIN_ROUTES: readonly (readonly [method: "GET" | "POST", path: string, AdminAction | null])[] =
  [
    ["GET", "/admin/xpay/permissions", null],
    ["GET", "/admin/xpay/terminals", "view"],
    ["GET", "/admin/xpay/payments", "view"],
    ["GET", "/admin/xpay/payments/:id", "view"],
    ["GET", "/admin/xpay/payments/:id/support-file", "view"],
    ["POST", "/admin/xpay/payments/:id/receipt", "send_receipt"],
    ["POST", "/admin/xpay/payments/:id/accept", "accept_review"],
    ["GET", "/admin/xpay/card-facts", "view"],
    ["POST", "/admin/xpay/payments/:id/capture", "capture"],
    ["POST", "/admin/xpay/payments/:id/refund", "refund"],
    ["POST", "/admin/xpay/payments/:id/void", "void"],
    ["POST", "/admin/xpay/payments/:id/cancel-capture", "cancel_capture"],
    ["POST", "/admin/xpay/payments/:id/sync", "sync"],
    ["GET", "/admin/xpay/incidents", "view"],
    ["POST", "/admin/xpay/incidents/:id/resolve", "resolve_incident"],
    ["GET", "/admin/xpay/orders/:id", "view_order"],
    ["POST", "/admin/xpay/orders/:id/moto", "take_moto_payment"],
    ["GET", "/admin/xpay/moto-forms/:request_key", "take_moto_payment"],
    ["POST", "/admin/xpay/orders/:id/payment-links", "create_link"],
    ["POST", "/admin/xpay/orders/:id/balance-link", "create_link"],
    ["POST", "/admin/xpay/payment-links/:id/send", "change_link"],
    ["POST", "/admin/xpay/payment-links/:id/renew", "change_link"],
    ["POST", "/admin/xpay/payment-links/:id/cancel", "change_link"],
  ]

/** Has Medusa check the caller's role on every admin route. */
export function adminPolicies(): MiddlewareRoute[] {
  return ADMIN_ROUTES.flatMap(([method, matcher, action]) =>
    action === null ? [] : [roleChecked({ matcher, methods: [method] }, ADMIN_ACTIONS[action].map(toAction))]
  )
}

/** What the signed-in user's role permits, so that the dashboard shows no button that would be refused. */
export async function allowedActions(req: AuthenticatedMedusaRequest): Promise<Record<AdminAction, boolean>> {
  const granted = await grantedActions(req, Object.values(ADMIN_ACTIONS).flat().map(toAction))
  return Object.fromEntries(
    Object.entries(ADMIN_ACTIONS).map(([action, policies]) => [
      action,
      policies.every((policy) => granted.has(policy)),
    ])
  ) as Record<AdminAction, boolean>
}

/**
 * Checks what a request needs beyond its route's permission: sending a link at once, capturing at once.
 *
 * @throws PaymentRefusal if the signed-in user's role does not permit it.
 */
export async function requireAction(
  req: AuthenticatedMedusaRequest,
  action: AdminAction,
  locale: Locale
): Promise<void> {
  const granted = await grantedActions(req, ADMIN_ACTIONS[action].map(toAction))
  if (!ADMIN_ACTIONS[action].every((policy) => granted.has(policy))) {
    throw new PaymentRefusal("not_allowed", staffText("not_allowed", locale))
  }
}

function toAction(policy: Policy): RoleAction {
  const [resource = "", operation = ""] = policy.split(":")
  return { resource, operation }
}
