import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { IUserModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { type z } from "@medusajs/framework/zod"
import { toLocale, type Locale } from "../domain/locale"
import type { AttemptRecord } from "../modules/xpay/records"
import { paymentDetail } from "../workflows/payment-detail"
import { PaymentRefusal } from "../workflows/refusal"
import { withRefusals } from "./answer-refusal"
import { describeIssues } from "./card-body"
import { languageOf } from "./language-of"

/** The person at the desk. */
export interface Clerk {
  readonly id: string
  readonly email: string | undefined
}

/**
 * The signed-in admin user. Money is moved by people: an API key is shared and says nothing of who it was.
 *
 * @throws PaymentRefusal 403 for anybody else.
 */
export async function clerkOf(req: AuthenticatedMedusaRequest): Promise<Clerk> {
  const { actor_id: id, actor_type: type } = req.auth_context
  if (type !== "user" || id === "") {
    throw new PaymentRefusal(403, "not_a_person", "Only a signed-in admin user may do this, not an API key.")
  }
  const [user] = await req.scope.resolve<IUserModuleService>(Modules.USER).listUsers({ id })
  if (user === undefined) {
    throw new PaymentRefusal(403, "not_a_person", "Only a signed-in admin user may do this.")
  }
  return { id, email: user.email }
}

export function localeOf(req: AuthenticatedMedusaRequest): Locale {
  return toLocale(languageOf(req))
}

/** @throws PaymentRefusal 400 naming what does not fit, never what was sent. */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {})
  if (!parsed.success) {
    throw new PaymentRefusal(
      400,
      "invalid_body",
      `The body does not fit: ${describeIssues(parsed.error.issues)}.`
    )
  }
  return parsed.data
}

/** Lets a clerk change a payment, and answers with the payment as it is then. */
export async function servePayment(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse,
  change: (clerk: Clerk, locale: Locale) => Promise<AttemptRecord>
): Promise<void> {
  await withRefusals(res, async () => {
    const attempt = await change(await clerkOf(req), localeOf(req))
    res.status(200).json({ payment: await paymentDetail(req.scope, attempt, languageOf(req)) })
  })
}
