import { z } from "@medusajs/framework/zod"

import { lastChange, resultOf, type Operation, type OperationResult } from "../../ledger/operation"
import { refuse, refuseSomehow } from "../../refusal"
import { type Authentication } from "../../threeds/authentications"
import { maskCavv } from "../../threeds/mask-cavv"
import { type World } from "../../world"
import type { ApiCall } from "../api-call"
import { stepView } from "../views/operation-view"
import { ok, type ApiAnswer } from "../api-answer"

const body = z.object({ operationId: z.string(), threeDSAuthResponse: z.string() })

/**
 * Step 2: returns the outcome of the challenge on the issuer's page. Missing, null or unknown ids get 400 GW0001, as
 * seen in the field. Switches control a payer who never responded, a `threeDSAuthResponse` other than the one issued,
 * and a repeated validation.
 */
export function validate({ world, terminal, body: given }: ApiCall): ApiAnswer {
  const input = body.safeParse(given)
  if (!input.success) refuse("GW0001")
  const operation = world.ledger.findOperation(input.data.operationId)
  const authentication = world.authentications.find(input.data.operationId)
  if (!operation || operation.terminal !== terminal.alias || authentication?.steps !== "3steps")
    refuseSomehow("GW0001")
  const { switches } = world
  const isUnanswered = !isAnswered(authentication, input.data.threeDSAuthResponse)
  if (isUnanswered && switches.unansweredChallenge === "refused") refuseSomehow("GW0001")
  if (resultOf(operation) !== "PENDING" && switches.secondValidation === "refused") refuseSomehow("GW0001")

  if (resultOf(operation) === "PENDING") {
    world.ledger.change(operation, outcomeOf(world, operation, authentication))
  }
  const result = resultOf(operation)
  if (result === "AUTHORIZED" || result === "EXECUTED") refuseSomehow("GW0001")
  return ok({
    operation: stepView(world, operation, lastChange(operation)),
    threeDSAuthResult: result === "THREEDS_VALIDATED" ? proofView(world, authentication) : null,
  })
}

function isAnswered(authentication: Authentication, threeDSAuthResponse: string): boolean {
  return authentication.isFrictionless || authentication.paRes === threeDSAuthResponse
}

function outcomeOf(world: World, operation: Operation, { card, state }: Authentication): OperationResult {
  const ruled = world.outcomes.take("validation", operation.terminal, card)
  return ruled?.result ?? (state === "succeeded" ? "THREEDS_VALIDATED" : "THREEDS_FAILED")
}

function proofView({ switches }: World, { proof }: Authentication): Record<string, string> {
  return {
    authenticationValue: switches.maskedCavv
      ? maskCavv(proof.authenticationValue)
      : proof.authenticationValue,
    cavvAlgorithm: "3",
    eci: proof.eci,
    merchantAcquirerBin: "434495",
    xid: proof.xid,
    status: "VALIDATED",
    vendorcode: "",
    version: "2.2.0",
  }
}
