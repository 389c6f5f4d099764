import { Router, urlencoded, type Request, type Response } from "express"

import { challengeRequest } from "../api/resources/card-init"
import { resultOf } from "../ledger/operation"
import { returnToShop, type ReturnFields } from "../pages/return-to-shop"
import { type World } from "../world"
import { type Authentication } from "./authentications"
import { sendChallengeError, sendChallengePage } from "./challenge-page"

const expectedFields = ["ReturnUrl", "ThreeDsRequest", "transactionId"]

/**
 * The browser's part of 3-D Secure. The shop's form must contain exactly the three documented fields, spelled that way.
 * The outcome is kept here, so that validation returns the real one; the data that the browser returns to the shop
 * proves nothing.
 */
export function challengeRoutes(world: World): Router {
  const router = Router({ caseSensitive: true })
  const form = urlencoded({ extended: false, limit: "16kb" })
  router.post("/phoenixstos", form, (request, response) => openChallenge(world, request, response))
  router.post("/acs/answer", form, (request, response) => answerChallenge(world, request, response))
  return router
}

function openChallenge(world: World, request: Request, response: Response): void {
  const fields = fieldsOf(request)
  const names = Object.keys(fields).sort()
  if (
    names.join() !== expectedFields.join() ||
    Object.values(fields).some((value) => typeof value !== "string")
  ) {
    const wanted = expectedFields.join(", ")
    return sendChallengeError(response, `The form must carry exactly the fields ${wanted}.`)
  }
  const { ReturnUrl: returnUrl, ThreeDsRequest: challenge, transactionId } = fields as Record<string, string>
  if (!returnUrl || !URL.canParse(returnUrl) || !/^https?:$/.test(new URL(returnUrl).protocol)) {
    return sendChallengeError(response, "ReturnUrl is not a web address.")
  }
  if (challenge !== challengeRequest) return sendChallengeError(response, "ThreeDsRequest is not valid.")
  const operation = world.ledger.findOperation(transactionId ?? "")
  const authentication = world.authentications.find(transactionId ?? "")
  if (!operation || !authentication || authentication.steps === "build")
    return sendChallengeError(response, "This transaction is not known.")
  if (!isAnswerable(world, authentication) || resultOf(operation) !== "PENDING") {
    return sendChallengeError(response, "This security check has already been completed.")
  }
  if (isWaiting(authentication)) authentication.state = "open"
  authentication.returnUrl = returnUrl
  if (authentication.isPassedThrough) {
    const back = conclude(world, authentication, "succeeds")
    return returnToShop(response, world.switches.challengeReturnMethod, returnUrl, back, "en")
  }
  sendChallengePage(response, operation, authentication, new URL(returnUrl).host)
}

function answerChallenge(world: World, request: Request, response: Response): void {
  const { challenge, outcome } = fieldsOf(request)
  const authentication = world.authentications.findByChallenge(String(challenge))
  if (!authentication?.returnUrl || authentication.steps === "build")
    return sendChallengeError(response, "This security check is not known.")
  if (!isAnswerable(world, authentication)) {
    return sendChallengeError(response, "This security check has already been completed.")
  }
  if (outcome !== "succeeds" && outcome !== "fails" && outcome !== "abandoned") {
    return sendChallengeError(response, "Choose one of the buttons.")
  }
  const fields = conclude(world, authentication, outcome)
  returnToShop(response, world.switches.challengeReturnMethod, authentication.returnUrl, fields, "en")
}

/**
 * Records the payer's response and returns the fields for the browser's return. There are none if the payer abandons
 * the challenge; a switch decides how the operation is then marked.
 */
function conclude(
  world: World,
  authentication: Authentication,
  outcome: "succeeds" | "fails" | "abandoned"
): ReturnFields {
  if (outcome === "abandoned") {
    authentication.state = "abandoned"
    const operation = world.ledger.findOperation(authentication.operationId)
    if (operation && world.switches.abandonedChallenge === "CANCELED")
      world.ledger.change(operation, "CANCELED")
    return []
  }
  authentication.state = outcome === "succeeds" ? "succeeded" : "failed"
  authentication.paRes = world.switches.paResForm === "opaque" ? world.random.base64(96) : "notneeded"
  return [
    ["PaRes", authentication.paRes],
    ["paymentId", authentication.operationId],
  ]
}

/**
 * A switch decides whether a payer who failed may try again. The browser returns the failure to the shop in either
 * case.
 */
function isAnswerable({ switches }: World, authentication: Authentication): boolean {
  const canRepeat = switches.challengeAnswers === "repeatable" && authentication.state === "failed"
  return isWaiting(authentication) || canRepeat
}

function isWaiting({ state }: Authentication): boolean {
  return state === "awaited" || state === "open"
}

function fieldsOf(request: Request): Readonly<Record<string, unknown>> {
  const body: unknown = request.body
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {}
}
