import { Router, urlencoded, type Request, type Response } from "express"

import { parseBody } from "../api/parse-body"
import { card as cardSchema } from "../api/schemas/fields"
import { type CardFacts } from "../cards/card-facts"
import { testCards } from "../cards/test-cards"
import { isApproved, isFinal, resultOf, type Operation } from "../ledger/operation"
import { type Order } from "../ledger/order"
import { returnToShop } from "../pages/return-to-shop"
import { Refusal } from "../refusal"
import { type Terminal } from "../simulator-options"
import { type World } from "../world"
import { attemptPayment, giveUp, noteOpening, type HostedOrder } from "./attempt"
import { attemptOutcomes } from "./hosted-outcome"
import { sendHostedEnd, sendHostedResult, sendHostedUnknown } from "./hosted-end-pages"
import { sendHostedForm } from "./hosted-page"
import { languageOf } from "./hosted-texts"
import { contractToUse, offeredMethods, type OfferedMethod } from "./offered-methods"
import { pageStateOf } from "./page-state"
import { isHosted } from "./conclude"

/** The hosted page: choosing a method, paying or cancelling, and the return to the shop. */
export function hostedRoutes(world: World): Router {
  const router = Router({ caseSensitive: true })
  const form = urlencoded({ extended: false, limit: "16kb" })
  router.get("/html", (request, response) => showPage(world, request, response))
  router.post("/attempt", form, (request, response) => void tryToPay(world, request, response))
  router.post("/cancel", form, (request, response) => void cancel(world, request, response))
  return router
}

function showPage(world: World, request: Request, response: Response): void {
  const { paymentid, method } = request.query
  const visit = findVisit(world, paymentid)
  if (!visit) return sendHostedUnknown(response)
  const state = pageStateOf(world, visit.order)
  if (state !== "open") return sendHostedEnd(response, visit.order, state)
  noteOpening(world, visit.order)
  showForm(world, response, visit, method, false)
}

async function tryToPay(world: World, request: Request, response: Response): Promise<void> {
  const fields = request.body as Readonly<Record<string, unknown>>
  const visit = findVisit(world, fields.paymentid)
  if (!visit) return sendHostedUnknown(response)
  const { order, terminal } = visit
  const state = pageStateOf(world, order)
  if (state !== "open") return sendHostedEnd(response, order, state)
  const chosen = offeredMethods(terminal, order, order.hosted).find(
    ({ service }) => service === fields.method
  )
  const outcome = attemptOutcomes.find((candidate) => candidate === fields.outcome)
  const [method] = chosen?.methods ?? []
  if (!chosen || !method || !outcome) return showForm(world, response, visit, fields.method, false)

  const card = chosen.service === "CARDS" ? cardOf(world, order, fields) : null
  if (card === "bad") return showForm(world, response, visit, fields.method, true)
  const operation = attemptPayment(world, terminal, order, { outcome, card, method })
  await leave(world, response, order, operation, "resultUrl")
}

async function cancel(world: World, request: Request, response: Response): Promise<void> {
  const fields = request.body as Readonly<Record<string, unknown>>
  const visit = findVisit(world, fields.paymentid)
  if (!visit) return sendHostedUnknown(response)
  const state = pageStateOf(world, visit.order)
  if (state !== "open") return sendHostedEnd(response, visit.order, state)
  await leave(world, response, visit.order, giveUp(world, visit.order), "cancelUrl")
}

/** Sends the notification and redirects the browser, in the order that the switches set. */
async function leave(
  world: World,
  response: Response,
  order: HostedOrder,
  operation: Operation | null,
  target: "resultUrl" | "cancelUrl"
): Promise<void> {
  const announcement =
    operation && isNotified(world, operation, target) ? world.notifier.announce(order, operation) : undefined
  await announcement?.beforeRedirect()
  response.once("close", () => announcement?.afterRedirect())
  const url = order.hosted[target]
  if (url === null) {
    const isPaid = operation !== null && isApproved(resultOf(operation))
    const ended = target === "cancelUrl" ? "cancelledResult" : "failedResult"
    return sendHostedResult(response, order, isPaid ? "paidResult" : ended)
  }
  // XPay appends nothing trustworthy; an undocumented `paymentid` was observed once, and is a switch.
  const fields = world.switches.hostedReturnPaymentId ? [["paymentid", order.hosted.paymentId] as const] : []
  returnToShop(response, world.switches.hostedReturnMethod, url, fields, languageOf(order.hosted))
}

function isNotified({ switches }: World, operation: Operation, target: "resultUrl" | "cancelUrl"): boolean {
  if (target === "cancelUrl") return switches.givingUpIsNotified
  return switches.declineIsNotified || isApproved(resultOf(operation)) || !isFinal(resultOf(operation))
}

interface Visit {
  readonly order: HostedOrder
  readonly terminal: Terminal
}

function findVisit(world: World, paymentId: unknown): Visit | undefined {
  const order = world.ledger.all().find((candidate) => tokenAt(candidate, paymentId) !== undefined)
  const terminal = world.terminals.find(({ alias }) => alias === order?.terminal)
  if (!order || !isHosted(order) || !terminal) return undefined
  order.hosted.tokenInUse = tokenAt(order, paymentId) ?? null
  return { order, terminal }
}

/** The token issued with this URL of the page. */
function tokenAt({ hosted }: Order, paymentId: unknown): string | undefined {
  if (!hosted) return undefined
  return [hosted, ...hosted.earlier].find((address) => address.paymentId === paymentId)?.securityToken
}

function showForm(
  world: World,
  response: Response,
  { order, terminal }: Visit,
  method: unknown,
  hasBadCard: boolean
): void {
  const offered = offeredMethods(terminal, order, order.hosted)
  const only: OfferedMethod | undefined = offered.length === 1 ? offered[0] : undefined
  sendHostedForm(response, {
    order,
    offered,
    chosen: offered.find(({ service }) => service === method) ?? only,
    contract: contractToUse(world, order, order.hosted),
    hasBadCard,
  })
}

/** The card to charge: the saved one, the typed one, or the selected test card. */
function cardOf(
  world: World,
  order: HostedOrder,
  fields: Readonly<Record<string, unknown>>
): CardFacts | "bad" {
  const contract = contractToUse(world, order, order.hosted)
  if (contract) return contract.card
  const digits = (value: unknown): string => (typeof value === "string" ? value.replace(/\D/g, "") : "")
  const typed = {
    pan: digits(fields.pan),
    expiryDate: digits(fields.expiry),
    cvv: digits(fields.cvv) || undefined,
  }
  if (typed.pan === "")
    return world.cards.read(testCards[Number(fields.testcard ?? 0)] ?? testCards[0] ?? typed)
  try {
    return world.cards.read(parseBody(cardSchema, typed))
  } catch (error) {
    if (error instanceof Refusal) return "bad"
    throw error
  }
}
