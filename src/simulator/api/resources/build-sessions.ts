import { z } from "@medusajs/framework/zod"

import { methodUrl } from "../../build/build-challenge"
import { fieldsOf } from "../../build/build-fields"
import { cancel, finalize } from "../../build/build-payment"
import { type BuildFlowState, type BuildSession } from "../../build/build-session"
import { sdkHash } from "../../build/sdk-script"
import { newSession, requireAcceptableSession } from "../../hosted/open-session"
import { type HostedOrder } from "../../hosted/attempt"
import { isHosted } from "../../hosted/conclude"
import { refuse, refuseBare, refuseSomehow } from "../../refusal"
import { type World } from "../../world"
import { ok, type ApiAnswer } from "../api-answer"
import type { ApiCall, Endpoint } from "../api-call"
import { openOrder } from "../open-order"
import { parseBody } from "../parse-body"
import { buildRequest, buildSessionOnly } from "../schemas/build-schema"
import { type SessionInput } from "../schemas/session-schema"
import { buildStateView } from "../views/build-view"

/** Opens card fields, or buttons if no method is named, or another method's page. Nothing is charged. */
function openBuild(call: ApiCall): ApiAnswer {
  const { world, terminal } = call
  const { order: asked, paymentSession, merchantUrl } = parseBody(buildRequest, call.body)
  // Some clients send an empty string for none.
  const wish = { ...paymentSession, paymentService: paymentSession.paymentService || undefined }
  requireMerchantUrl(world, merchantUrl)
  requireBuildable(wish)
  withdrawUntried(call, asked.orderId)
  requireAcceptableSession(world, terminal, asked, wish)
  const order = asHosted(openOrder(call, asked, "build", newSession(world, terminal, wish, null)))
  const state = firstState(wish.paymentService)
  const session = world.builds.add({
    sessionId: world.builds.newId(),
    terminal: terminal.alias,
    order,
    merchantOrigin: merchantUrl,
    openedAt: world.clock.now(),
    isChallengeRequested: wish.exemptions === "CHALLENGE_REQUESTED",
    state,
    card: null,
    operation: null,
    url: state === "REDIRECTED_TO_EXTERNAL_DOMAIN" ? methodUrl(world, { order }) : null,
    isForcedToExpire: false,
  })
  return ok(openedView(world, session))
}

/** Version 3's fields for a saved card are not simulated. */
function requireBuildable(wish: SessionInput): void {
  for (const name of ["resultUrl", "cancelUrl"] as const) {
    if (wish[name] === undefined) refuseSomehow("PS0026", `paymentSession.${name}`)
  }
  if (wish.recurrence?.action === "SUBSEQUENT_PAYMENT") refuseSomehow("GW0001")
}

function firstState(paymentService: string | undefined): BuildFlowState {
  if (paymentService === undefined) return "PAYMENT_METHOD_SELECTION"
  return paymentService === "CARDS" ? "CARD_DATA_COLLECTION" : "REDIRECTED_TO_EXTERNAL_DOMAIN"
}

function openedView(world: World, session: BuildSession): object {
  const { switches } = world
  const isAway = session.state === "REDIRECTED_TO_EXTERNAL_DOMAIN"
  const isCards = session.state === "CARD_DATA_COLLECTION"
  const said = isCards ? switches.buildState : session.state
  return {
    sessionId: encodedId(session.sessionId),
    securityToken: session.order.hosted.securityToken,
    ...(isAway ? {} : { fields: fieldsOf(world, session) }),
    ...(said === "absent" ? {} : { state: isAway ? switches.redirectState : said }),
    ...(isAway ? { url: session.url } : {}),
    ...(switches.sdkHash === "absent" ? {} : { sriHash: sdkHash(world) }),
  }
}

/** A UUID is its own encoding; base64 is returned ready for a query string. */
function encodedId(sessionId: string): string {
  return encodeURIComponent(sessionId)
}

const localHosts = ["localhost", "127.0.0.1", "[::1]"]

function requireMerchantUrl({ switches }: World, merchantUrl: string): void {
  const { protocol, hostname } = new URL(merchantUrl)
  if (protocol === "https:" || switches.merchantUrlScheme === "any") return
  const isLocal = protocol === "http:" && localHosts.includes(hostname)
  if (!isLocal || switches.merchantUrlScheme === "https") refuse("GW0001", "merchantUrl")
}

/** The same order may be opened again until a payment is attempted. Reopening ends the earlier session. */
function withdrawUntried({ world, terminal }: ApiCall, orderId: string): void {
  const order = world.ledger.find(orderId)
  const isUntried =
    order?.origin === "build" && order.terminal === terminal.alias && order.operations.length === 0
  if (!isUntried || world.switches.buildReuseOrderId === "refused") return
  const session = world.builds.ofOrder(orderId)
  if (session) session.isForcedToExpire = true
  world.ledger.withdraw(orderId)
}

function asHosted(order: ReturnType<typeof openOrder>): HostedOrder {
  if (!isHosted(order)) throw new Error("A Build order has a session")
  return order
}

/** The session of the call, if it belongs to this terminal and is not over. */
function findSession({ world, terminal }: ApiCall, sessionId: unknown): BuildSession {
  const session = world.builds.findAlive(sessionId)
  if (session?.terminal === terminal.alias) return session
  return world.switches.expiredBuildStatus === 404 ? refuseBare(404) : refuse("GW0004")
}

function readState(call: ApiCall): ApiAnswer {
  return ok(buildStateView(call.world, findSession(call, call.query.sessionId), "read"))
}

function finalizePayment(call: ApiCall): ApiAnswer {
  const session = findSession(call, parseBody(buildSessionOnly, call.body).sessionId)
  finalize(call.world, session)
  return ok(buildStateView(call.world, session, "finalize"))
}

function cancelSession(call: ApiCall): ApiAnswer {
  const session = findSession(call, parseBody(buildSessionOnly, call.body).sessionId)
  cancel(call.world, session)
  return ok(buildStateView(call.world, session, "cancel"))
}

/** Changes the amount of a version 2 session; version 3 has no such call. */
function confirmPayment(call: ApiCall): ApiAnswer {
  findSession(call, parseBody(buildSessionOnly.extend({ amount: z.unknown() }), call.body).sessionId)
  return refuseSomehow("GW0001")
}

function readCard(call: ApiCall): ApiAnswer {
  const { card } = findSession(call, call.query.sessionId)
  if (!card) return refuseSomehow("GW0001")
  const [year, month] = [card.expiry.slice(2, 4), card.expiry.slice(4)]
  return ok({
    bin: card.maskedPan.slice(0, 6),
    lastFourDigits: card.lastFour,
    expiringDate: call.world.switches.buildExpiryForm === "MMYY" ? `${month}${year}` : `${month}/${year}`,
    circuit: card.circuit,
  })
}

/** XPay Build, flow version 3. */
export const buildSessions: readonly Endpoint[] = [
  { method: "POST", path: "/orders/build", execute: openBuild },
  { method: "GET", path: "/build/state", execute: readState },
  { method: "POST", path: "/build/finalize_payment", execute: finalizePayment },
  { method: "POST", path: "/build/confirm_payment", execute: confirmPayment },
  { method: "POST", path: "/build/cancel", execute: cancelSession },
  { method: "GET", path: "/build/cardData", execute: readCard },
  {
    method: "GET",
    path: "/build/integrity",
    execute: ({ world }) => ok({ integrity: sdkHash(world), crossOrigin: "anonymous" }),
  },
]
