import { z } from "@medusajs/framework/zod"

import { linkStateOf } from "../../hosted/link-state"
import { newSession, requireAcceptableSession } from "../../hosted/open-session"
import { type Order, type PaymentLink } from "../../ledger/order"
import { Refusal, refuse, refuseBare } from "../../refusal"
import { addDays, daysBetween, isCalendarDate, romeDate } from "../../time/italian-time"
import { errorText } from "../../reference/error-texts"
import { ok, type ApiAnswer, type ApiCall, type Endpoint } from "../api-call"
import { openOrder } from "../open-order"
import { parseBody } from "../parse-body"
import { order } from "../schemas/order-schema"
import { paymentSession } from "../schemas/session-schema"
import { linkView } from "../views/order-view"

const body = z.object({ order, paymentSession, expirationDate: z.string().refine(isCalendarDate) })

const longestLife = 90

function createLink(call: ApiCall): ApiAnswer {
  return asLinkError(() => {
    const { world, terminal } = call
    const { order: asked, paymentSession: session, expirationDate } = parseBody(body, call.body)
    const daysGranted = daysBetween(romeDate(world.clock.now()), expirationDate)
    if (daysGranted < 0 || daysGranted > longestLife) refuse("PS0042", "expirationDate")
    requireAcceptableSession(world, terminal, asked, session)
    const link: PaymentLink = {
      linkId: world.random.digits(8),
      daysGranted,
      expirationDate,
      isCancelled: false,
      paidByOperationId: null,
    }
    const hosted = newSession(world, terminal, session, link)
    const opened = openOrder(call, asked, "paybylink", hosted)
    return ok({ paymentLink: linkView(world, opened, link), securityToken: hosted.securityToken })
  })
}

/** A paid link cannot be cancelled (PS0045). One cancelled before: UNKNOWN; [assumption] PS0044. */
function cancelLink(call: ApiCall): ApiAnswer {
  const { link } = findLink(call)
  const state = linkStateOf(link, call.world.clock.now())
  if (state === "paid") refuse("PS0045", "linkId")
  if (state === "cancelled") refuse("PS0044", "linkId")
  link.isCancelled = true
  return ok()
}

/**
 * Extends an active link or revives an expired one by the time it was first given. Body and answer are UNKNOWN;
 * [assumption] no body, the link as at its creation, and PS0044 for a link that is paid or cancelled.
 */
function renewLink(call: ApiCall): ApiAnswer {
  const { world } = call
  const { owner, link } = findLink(call)
  const now = world.clock.now()
  const state = linkStateOf(link, now)
  if (state === "paid" || state === "cancelled") refuse("PS0044", "linkId")
  link.expirationDate = addDays(romeDate(now), link.daysGranted)
  return ok({ paymentLink: linkView(world, owner, link) })
}

function findLink({ world, terminal, params }: ApiCall): { owner: Order; link: PaymentLink } {
  for (const owner of world.ledger.all()) {
    const link = owner.hosted?.link
    if (link && link.linkId === params.linkId && owner.terminal === terminal.alias) return { owner, link }
  }
  return refuseBare(404)
}

/** Where other calls answer PS0026 (a parameter is not valid), this one answers PS0042. */
function asLinkError(create: () => ApiAnswer): ApiAnswer {
  try {
    return create()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(
      error.status,
      error.errors.map(({ code, description }) =>
        code === "PS0026"
          ? { code: "PS0042", description: description.replace(errorText("PS0026"), errorText("PS0042")) }
          : { code, description }
      )
    )
  }
}

/** Payment links, sent by the merchant and paid on the hosted page. */
export const payByLink: readonly Endpoint[] = [
  { method: "POST", path: "/orders/paybylink", execute: createLink },
  { method: "POST", path: "/paybylink/:linkId/cancels", execute: cancelLink },
  { method: "POST", path: "/paybylink/:linkId/renewals", execute: renewLink },
]
