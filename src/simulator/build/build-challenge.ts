import { Router, urlencoded, type Request, type Response } from "express"

import { hostedPageUrl } from "../api/views/order-view"
import { languageOf } from "../hosted/hosted-texts"
import { type Operation } from "../ledger/operation"
import { returnToShop } from "../pages/return-to-shop"
import { type Authentication } from "../threeds/authentications"
import { sendChallengeError, sendChallengePage } from "../threeds/challenge-page"
import { type World } from "../world"
import { answerBank } from "./build-payment"
import { type BuildSession } from "./build-session"

/**
 * The bank's page for a payer who entered the card in card fields. XPay completes the payment as soon as the bank has
 * responded, and redirects the browser to the shop without any indication of the outcome.
 */
export function buildChallengeRoutes(world: World): Router {
  const router = Router({ caseSensitive: true })
  // For methods other than cards: the hosted page with the method preselected.
  router.get("/method", (request, response) => {
    const { id } = request.query
    response.redirect(303, hostedPageUrl(world, typeof id === "string" ? id : ""))
  })
  router.get("/challenge", (request, response) => showChallenge(world, request, response))
  router.post("/challenge", urlencoded({ extended: false, limit: "16kb" }), (request, response) => {
    void answerChallenge(world, request, response)
  })
  return router
}

/** Where the payer is redirected for a method other than cards. */
export function methodUrl({ publicUrl }: World, { order }: Pick<BuildSession, "order">): string {
  return `${publicUrl}/monetaweb/build/method?id=${order.hosted.paymentId}`
}

interface Visit {
  readonly session: BuildSession
  readonly authentication: Authentication
  readonly operation: Operation
}

function visitOf(world: World, challengeId: unknown): Visit | undefined {
  const authentication = world.authentications.findByChallenge(String(challengeId))
  const operation = authentication && world.ledger.findOperation(authentication.operationId)
  const session = operation && world.builds.ofOrder(operation.orderId)
  return session && { session, authentication, operation }
}

function showChallenge(world: World, request: Request, response: Response): void {
  const visit = visitOf(world, request.query.id)
  if (!visit) return sendChallengeError(response, "This security check is not known.")
  if (visit.session.state !== "REDIRECTED_TO_EXTERNAL_DOMAIN") return sendOver(response)
  visit.authentication.state = "open"
  const shop = new URL(visit.session.merchantOrigin).host
  sendChallengePage(response, visit.operation, visit.authentication, shop, "/monetaweb/build/challenge")
}

async function answerChallenge(world: World, request: Request, response: Response): Promise<void> {
  const { challenge, outcome } = request.body as Readonly<Record<string, unknown>>
  const visit = visitOf(world, challenge)
  if (!visit) return sendChallengeError(response, "This security check is not known.")
  const { session, authentication } = visit
  if (session.state !== "REDIRECTED_TO_EXTERNAL_DOMAIN") return sendOver(response)
  if (outcome !== "succeeds" && outcome !== "fails" && outcome !== "abandoned" && outcome !== "error") {
    return sendChallengeError(response, "Choose one of the buttons.")
  }
  const operation = answerBank(world, session, authentication, outcome === "error" ? "succeeds" : outcome)
  const { order } = session
  const announcement = world.notifier.announce(order, operation)
  await announcement.beforeRedirect()
  response.once("close", () => announcement.afterRedirect())
  if (outcome === "error") return void response.status(500).type("text/plain").end("Something went wrong")
  const isGivenUp = outcome === "abandoned" && world.switches.abandonedBuildChallenge === "CANCELED"
  const url = isGivenUp ? order.hosted.cancelUrl : order.hosted.resultUrl
  returnToShop(response, world.switches.hostedReturnMethod, url ?? "", [], languageOf(order.hosted))
}

function sendOver(response: Response): void {
  sendChallengeError(response, "This security check has already been completed.")
}
