import { z } from "@medusajs/framework/zod"

import { linkStateOf } from "../../hosted/link-state"
import { newSession, requireAcceptableSession } from "../../hosted/open-session"
import { isReached } from "../../ledger/is-reached"
import { type HostedSession, type Order, type PaymentLink } from "../../ledger/order"
import { Refusal, refuse, refuseBare, refuseSomehow } from "../../refusal"
import { addDays, daysBetween, isCalendarDate, romeDate } from "../../time/italian-time"
import { errorText } from "../../reference/error-texts"
import { type World } from "../../world"
import type { ApiCall, Endpoint } from "../api-call"
import { openOrder } from "../open-order"
import { parseBody } from "../parse-body"
import { order } from "../schemas/order-schema"
import { paymentSession } from "../schemas/session-schema"
import { searchWindow } from "../search-window"
import { linkView } from "../views/order-view"
import { ok, type ApiAnswer } from "../api-answer"

const date = z.string().refine(isCalendarDate)

const body = z.object({
  order,
  paymentSession: paymentSession.extend({ expirationDate: date.optional() }),
  expirationDate: date.optional(),
})
const renewalBody = z.object({ expirationDate: date.optional() })

const longestLife = 90
const statuses = ["ACTIVE", "DELETED", "EXPIRED", "INACTIVE"]

function createLink(call: ApiCall): ApiAnswer {
  return asLinkError(() => {
    const { world, terminal } = call
    const input = parseBody(body, call.body)
    const { order: asked, paymentSession: session } = input
    const expirationDate = expiryIn(world, input)
    const today = romeDate(world.clock.now())
    const daysGranted = daysBetween(today, expirationDate)
    if (daysGranted < 0 || daysGranted > longestLife) refuse("PS0042")
    requireAcceptableSession(world, terminal, asked, session)
    const link: PaymentLink = {
      linkId: world.random.digits(8),
      madeOn: today,
      daysGranted,
      expirationDate,
      isCancelled: false,
      paidByOperationId: null,
    }
    const hosted = newSession(world, terminal, session, link)
    const opened = openOrder(call, asked, "paybylink", hosted)
    return ok(withToken(world, { owner: opened, hosted, link }))
  })
}

/** Editions of the documentation put it in different places; a production request was seen to carry both. */
function expiryIn(
  { switches }: World,
  { expirationDate: top, paymentSession }: z.output<typeof body>
): string {
  const inSession = paymentSession.expirationDate
  const places = { either: top ?? inSession, top, session: inSession }
  return places[switches.expirationDatePlace] ?? refuse("PS0042")
}

/** A paid link cannot be cancelled (PS0045). */
function cancelLink(call: ApiCall): ApiAnswer {
  const { link } = findLink(call)
  const state = linkStateOf(call.world, link)
  if (state === "paid") refuse("PS0045")
  if (state === "cancelled") refuseSomehow("PS0044")
  link.isCancelled = true
  return ok()
}

/**
 * Extends an active link or regenerates an expired one, to the requested day or for its original lifetime. The 90-day
 * limit is documented only for the requested day. Switches decide whether it keeps its address and token, whether its
 * old address stays valid, and whether paid or cancelled links can be renewed.
 */
function renewLink(call: ApiCall): ApiAnswer {
  const { world } = call
  const { expirationDate } = parseBody(renewalBody, call.body ?? {})
  const found = findLink(call)
  const { hosted, link } = found
  const state = linkStateOf(world, link)
  const { switches } = world
  if (state === "paid" && switches.renewalOfPaidLink === "refused") refuseSomehow("PS0044")
  if (state === "cancelled" && switches.renewalOfCancelledLink === "refused") refuseSomehow("PS0044")
  const today = romeDate(world.clock.now())
  if (expirationDate !== undefined) {
    const isTooLate = daysBetween(link.madeOn, expirationDate) > longestLife
    if (isTooLate || expirationDate < today) refuseSomehow("PS0042")
  }
  link.expirationDate = expirationDate ?? addDays(today, link.daysGranted)
  link.isCancelled = false
  const isNew = { new: true, "new-if-expired": state === "expired", same: false }[switches.renewalGives]
  if (isNew) giveNewAddress(world, hosted)
  return ok(withToken(world, found))
}

function giveNewAddress({ switches, ledger, random }: World, hosted: HostedSession): void {
  if (switches.renewalKeepsOld) {
    hosted.earlier.push({ paymentId: hosted.paymentId, securityToken: hosted.securityToken })
  }
  hosted.paymentId = ledger.paymentId()
  if (switches.renewalToken === "new") hosted.securityToken = random.hex(32)
}

function readLink(call: ApiCall): ApiAnswer {
  return ok(withToken(call.world, findLink(call)))
}

/** Newest first, without tokens. The compared time is that of the link's creation. */
function searchLinks({ world, terminal, query }: ApiCall): ApiAnswer {
  const window = searchWindow(world, query)
  const { status } = query
  if (status !== undefined && !statuses.includes(status)) refuseSomehow("PS0026", "status")
  const found = world.ledger
    .all()
    .filter((owner) => isReached(world, terminal.alias, owner))
    .filter(({ createdAt }) => createdAt >= window.from && createdAt <= window.to)
    .flatMap((owner) => (owner.hosted?.link ? [linkView(world, owner, owner.hosted.link)] : []))
    .filter((view) => status === undefined || view.status === status)
    .reverse()
    .slice(0, window.maxRecords)
  return ok({ paymentLinks: found })
}

interface FoundLink {
  readonly owner: Order
  readonly hosted: HostedSession
  readonly link: PaymentLink
}

function withToken(world: World, { owner, hosted, link }: FoundLink): Record<string, unknown> {
  return { paymentLink: linkView(world, owner, link), securityToken: hosted.securityToken }
}

function findLink({ world, terminal, params }: ApiCall): FoundLink {
  for (const owner of world.ledger.all()) {
    const { hosted } = owner
    const link = hosted?.link
    if (link && link.linkId === params.linkId && isReached(world, terminal.alias, owner))
      return { owner, hosted, link }
  }
  return refuseBare(404)
}

/**
 * Other calls return PS0026 (invalid parameter); this one returns PS0042, which the code list assigns to link requests.
 */
function asLinkError(create: () => ApiAnswer): ApiAnswer {
  try {
    return create()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const isNamed = error.errors.some(({ code }) => code === "PS0026")
    throw new Refusal(
      error.status,
      error.errors.map((one) =>
        one.code === "PS0026" ? { code: "PS0042", description: errorText("PS0042") } : one
      ),
      error.hasAssumedCode && !isNamed
    )
  }
}

/** Payment links, sent by the merchant and paid on the hosted page. */
export const payByLink: readonly Endpoint[] = [
  { method: "POST", path: "/orders/paybylink", execute: createLink },
  { method: "GET", path: "/orders/paybylink", execute: searchLinks },
  { method: "GET", path: "/orders/paybylink/:linkId", execute: readLink },
  { method: "POST", path: "/orders/paybylink/:linkId/renewals", execute: renewLink },
  { method: "POST", path: "/paybylink/:linkId/cancels", execute: cancelLink },
]

/** The newer edition of link creation, below `…/api/v2` instead of `…/api/v1`. */
export const payByLinkV2: readonly Endpoint[] = [
  { method: "POST", path: "/orders/paybylink", execute: createLink },
]
