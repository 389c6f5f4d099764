import { z } from "@medusajs/framework/zod"

import { newSession, requireAcceptableSession } from "../../hosted/open-session"
import { refuseSomehow } from "../../refusal"
import type { ApiCall, Endpoint } from "../api-call"
import { openOrder } from "../open-order"
import { parseBody } from "../parse-body"
import { order } from "../schemas/order-schema"
import { paymentSession } from "../schemas/session-schema"
import { hostedPageUrl } from "../views/order-view"
import { ok, type ApiAnswer } from "../api-answer"

const body = z.object({ order, paymentSession })

/** Opens a hosted page. No operation exists until the payer acts there. */
function openHostedPage(call: ApiCall): ApiAnswer {
  const { world, terminal } = call
  const { order: asked, paymentSession: session } = parseBody(body, call.body)
  for (const name of ["resultUrl", "cancelUrl"] as const) {
    if (session[name] === undefined) refuseSomehow("PS0026", `paymentSession.${name}`)
  }
  requireAcceptableSession(world, terminal, asked, session)
  const hosted = newSession(world, terminal, session, null)
  const opened = openOrder(call, asked, "hpp", hosted)
  return ok({
    hostedPage: hostedPageUrl(world, hosted.paymentId),
    securityToken: hosted.securityToken,
    warnings: opened.warnings,
  })
}

/** Payments on XPay's own page. */
export const hostedPayments: readonly Endpoint[] = [
  { method: "POST", path: "/orders/hpp", execute: openHostedPage },
]
