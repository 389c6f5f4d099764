import { z } from "@medusajs/framework/zod"

import { methodOfCard } from "../../ledger/authorize"
import { lastChange } from "../../ledger/operation"
import { refuse } from "../../refusal"
import { ok, type ApiAnswer, type ApiCall } from "../api-call"
import { openOrder, requireAcceptableOrder } from "../open-order"
import { parseBody } from "../parse-body"
import { card, exemptions } from "../schemas/fields"
import { order } from "../schemas/order-schema"
import { recurrence } from "../schemas/session-schema"
import { initView } from "../views/operation-view"

const body = z.object({
  order,
  card,
  recurrence: recurrence.optional(),
  exemptions: exemptions.optional(),
  actionType: z.literal("VERIFY").optional(),
})

/**
 * Step 1 of a server-to-server payment: asks for authentication, touches no money. An amount of 0 needs
 * `actionType: "VERIFY"` (enforced by XPay since late 2025). A bad card number's exact error is UNKNOWN;
 * [assumption] 400 PS0026.
 */
export function initiate(call: ApiCall, steps: "3steps" | "2steps"): ApiAnswer {
  const { world, terminal } = call
  const input = parseBody(body, call.body)
  const isVerification = input.actionType === "VERIFY"
  if (isVerification !== (input.order.amount === 0)) refuse("PS0026", "actionType")
  requireAcceptableOrder(world, input.order)
  world.contracts.requireUsable(terminal.alias, input.recurrence)

  const facts = world.cards.read(input.card)
  const opened = openOrder(call, input.order, steps)
  const ruled = world.outcomes.take("init", terminal.alias, facts)
  const operation = world.ledger.recordPayment(opened, {
    type: "AUTHORIZATION",
    result: ruled?.result ?? "PENDING",
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
    isVerification,
    isFrictionless: state.result === "THREEDS_VALIDATED",
  })

  // Whether a payment that needs no challenge comes back without URL is UNKNOWN; [assumption] it does.
  const isChallenged = state.result === "PENDING"
  return ok({
    operation: initView(world, operation, state, steps),
    threeDSEnrollmentStatus: "ENROLLED",
    threeDSAuthRequest: isChallenged ? challengeRequest : null,
    threeDSAuthUrl: isChallenged ? `${world.publicUrl}/monetaweb/phoenixstos` : null,
  })
}

/** Under 3-D Secure 2 this literal is all there is to forward; only version 1 had real content. */
export const challengeRequest = "notneeded"
