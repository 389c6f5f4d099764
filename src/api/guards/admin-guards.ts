import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import type { IUserModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { staffText } from "../../texts/staff-messages"
import { toLocale } from "../../domain/locale"
import { corsOrigins } from "../../medusa/configuration"
import { PaymentRefusal } from "../../use-cases/refusal"
import { answerRefusal } from "../responses/answer-refusal"
import { languageOf } from "../requests/language-of"

/** The signed-in admin user. */
export interface Clerk {
  readonly id: string
  readonly email: string | undefined
}

const clerks = new WeakMap<object, Clerk>()

/**
 * Admits only signed-in admin users who still exist. An API key is shared and does not identify a person, and a token
 * outlives its user.
 */
export async function requireUser(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const { auth_context: context } = req as Partial<AuthenticatedMedusaRequest>
  const { actor_id: id = "", actor_type: type } = context ?? {}
  const [user] =
    type === "user" && id !== ""
      ? await req.scope.resolve<IUserModuleService>(Modules.USER).listUsers({ id })
      : []
  if (user === undefined) {
    refuse(req, res, "not_a_person")
    return
  }
  clerks.set(req, { id, email: user.email })
  next()
}

/** The user admitted by {@link requireUser}. */
export function clerkOf(req: AuthenticatedMedusaRequest): Clerk {
  const clerk = clerks.get(req)
  if (clerk === undefined) {
    throw new Error(`No middleware has looked at who asks for ${req.method} ${req.path}.`)
  }
  return clerk
}

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"]

/**
 * Protects against requests from other sites with a clerk's cookie. A request that changes something must be JSON,
 * which no form on another site can send, and must come from the dashboard's own origin or one of `adminCors`. Clients
 * other than browsers send no origin.
 */
export function refuseOtherSites(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  if (SAFE_METHODS.includes(req.method)) {
    next()
  } else if (!/^application\/json\s*(;|$)/i.test(req.headers["content-type"] ?? "")) {
    refuse(req, res, "not_json")
  } else if (!isFromDashboard(req)) {
    refuse(req, res, "other_site")
  } else {
    next()
  }
}

function isFromDashboard(req: MedusaRequest): boolean {
  const { origin, host } = req.headers
  // Set by the browser; a page cannot set it.
  const site = req.headers["sec-fetch-site"]
  if (site === "same-origin" || site === "none") {
    return true
  }
  if (origin === undefined) {
    return site === undefined
  }
  return hostOf(origin) === host || isAllowed(req, origin)
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

function isAllowed(req: MedusaRequest, origin: string): boolean {
  return corsOrigins(req.scope, "adminCors").some((one) =>
    typeof one === "string" ? one === origin : one.test(origin)
  )
}

function refuse(
  req: MedusaRequest,
  res: MedusaResponse,
  code: "not_a_person" | "other_site" | "not_json"
): void {
  answerRefusal(res, new PaymentRefusal(code, staffText(code, toLocale(languageOf(req)))))
}
