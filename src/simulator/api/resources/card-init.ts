import { z } from "@medusajs/framework/zod"

import { type CardFacts } from "../../cards/card-facts"
import { methodOfCard, requireCircuit } from "../../ledger/authorize"
import { lastChange } from "../../ledger/operation"
import { refuseSomehow } from "../../refusal"
import { type World } from "../../world"
import type { ApiCall } from "../api-call"
import { openOrder, requireAcceptableOrder } from "../open-order"
import { parseBody } from "../parse-body"
import { card, exemptions } from "../schemas/fields"
import { order } from "../schemas/order-schema"
import { recurrence } from "../schemas/session-schema"
import { initView } from "../views/operation-view"
import { ok, type ApiAnswer } from "../api-answer"

const body = z.object({
  order,
  card,
  recurrence: recurrence.optional(),
  exemptions: exemptions.optional(),
  actionType: z.literal("VERIFY").optional(),
})

/**
 * Step 1 of a server-to-server payment: requests authentication, moves no money. An amount of 0 requires `actionType:
 * "VERIFY"` (enforced by XPay since late 2025).
 */
export function initiate(call: ApiCall, steps: "3steps" | "2steps"): ApiAnswer {
  const { world, terminal } = call
  const input = parseBody(body, call.body)
  const isVerification = input.actionType === "VERIFY"
  const isOfNothing = input.order.amount === 0
  if (isOfNothing && !isVerification) refuseSomehow("PS0026", "actionType")
  if (isVerification && !isOfNothing && world.switches.verifiedAmount === "refused") {
    refuseSomehow("PS0026", "actionType")
  }
  requireAcceptableOrder(call, input.order)
  world.contracts.requireUsable(world.switches, terminal.alias, input.recurrence)

  const facts = world.cards.read(input.card)
  requireCircuit(call, facts)
  const opened = openOrder(call, input.order, steps)
  const ruled = world.outcomes.take("init", terminal.alias, facts)
  const isWithoutChallenge = ruled?.result === undefined && !isChallenged(world, facts, input.exemptions)
  const operation = world.ledger.recordPayment(opened, {
    type: "AUTHORIZATION",
    result: ruled?.result ?? (isWithoutChallenge ? world.switches.frictionlessInit : "PENDING"),
    declineCode: ruled?.declineCode ?? null,
    amount: opened.amount,
    method: methodOfCard(facts),
    card: facts,
  })
  const state = lastChange(operation)
  world.authentications.begin(operation, {
    steps,
    card: facts,
    recurrence: input.recurrence ?? null,
    isVerification: isOfNothing,
    isFrictionless: state.result === "THREEDS_VALIDATED",
    isPassedThrough: isWithoutChallenge,
  })

  const hasUrl = state.result === "PENDING" || world.switches.frictionlessUrl
  return ok({
    operation: initView(world, operation, state, steps),
    threeDSEnrollmentStatus:
      facts.behaviour.authentication === "not-enrolled" ? world.switches.notEnrolledCard : "ENROLLED",
    threeDSAuthRequest: hasUrl ? challengeRequest : null,
    threeDSAuthUrl: hasUrl ? `${world.publicUrl}/monetaweb/phoenixstos` : null,
  })
}

/** Whether the issuer requires a challenge. A card that is not enrolled has no issuer page, whatever is requested. */
export function isChallenged(
  { switches }: Pick<World, "switches">,
  { behaviour: { authentication } }: CardFacts,
  wish: z.output<typeof exemptions> | undefined
): boolean {
  const isWanted = wish === "CHALLENGE_REQUESTED" && switches.requestedChallenge === "takes-place"
  return authentication === "frictionless" ? isWanted : authentication !== "not-enrolled"
}

/** Under 3-D Secure 2 only this literal is forwarded; only version 1 had real content. */
export const challengeRequest = "notneeded"
