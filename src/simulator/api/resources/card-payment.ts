import { z } from "@medusajs/framework/zod"

import { authorize, effectiveCaptureType, methodOfCard } from "../../ledger/authorize"
import { isApproved, isFinal, lastChange, resultOf, type Operation } from "../../ledger/operation"
import { type Order } from "../../ledger/order"
import { failInternally, refuse, refuseSomehow } from "../../refusal"
import { type Authentication } from "../../threeds/authentications"
import { maskCavv } from "../../threeds/mask-cavv"
import { type World } from "../../world"
import type { ApiCall } from "../api-call"
import { parseBody } from "../parse-body"
import { captureType, card, exemptions } from "../schemas/fields"
import { order } from "../schemas/order-schema"
import { recurrence } from "../schemas/session-schema"
import { stepView } from "../views/operation-view"
import { ok, type ApiAnswer } from "../api-answer"

const body = z.object({
  // The sandbox was observed to respond so to a payment without 3-D Secure data.
  operationId: z.string({ error: ({ input }) => (input === undefined ? "GW0001" : undefined) }),
  order,
  card,
  captureType: captureType.optional(),
  recurrence: recurrence.optional(),
  exemptions: exemptions.optional(),
  threeDSAuthData: z
    .object({
      threeDSAuthResponse: z.string().optional(),
      authenticationValue: z.string().optional(),
      eci: z.string().optional(),
      xid: z.string().optional(),
    })
    .default({}),
})

type PaymentInput = z.output<typeof body>

/**
 * The last step of a server-to-server payment: presents the card to the issuer, once. A decline is a response (HTTP
 * 200); a refusal leaves the operation unchanged.
 */
export function pay(call: ApiCall, steps: "3steps" | "2steps"): ApiAnswer {
  const { world, terminal } = call
  const input = parseBody(body, call.body)
  const { eci, xid } = input.threeDSAuthData
  // Reported from production in 2025-26: a payment that carries eci or xid fails with HTTP 500.
  if (world.switches.eciXidFails && (eci !== undefined || xid !== undefined)) failInternally()

  const operation = world.ledger.findOperation(input.operationId)
  const authentication = world.authentications.find(input.operationId)
  // The generic error for missing 3-D Secure data.
  if (!operation || operation.terminal !== terminal.alias || authentication?.steps !== steps)
    refuseSomehow("GW0001")
  if (isUsed(world, operation)) return answerOf(world, operation)
  requireSamePayment(world, input, world.ledger.orderOf(operation), authentication)
  const effective = effectiveCaptureType(terminal, input.captureType)
  world.contracts.requireUsable(world.switches, terminal.alias, input.recurrence)
  requireProof(world, input, operation, authentication)

  if (steps === "2steps" && authentication.state === "failed")
    world.ledger.change(operation, "THREEDS_FAILED")
  else present(call, input, operation, authentication, effective)
  return answerOf(world, operation)
}

function answerOf(world: World, operation: Operation): ApiAnswer {
  return ok({ operation: stepView(world, operation, lastChange(operation)) })
}

function present(
  { world, terminal }: ApiCall,
  input: PaymentInput,
  operation: Operation,
  authentication: Authentication,
  effective: "IMPLICIT" | "EXPLICIT"
): void {
  const { card: facts } = authentication
  const authorization = authorize(world, {
    moment: "payment",
    terminal,
    method: methodOfCard(facts),
    card: facts,
    currency: operation.currency,
    captureType: effective,
    isPreauth: false,
    // A verification over 3 steps ends as AUTHORIZED, not EXECUTED (seen in production).
    verification: authentication.isVerification ? "AUTHORIZED" : null,
  })
  const { result, ...facets } = authorization
  Object.assign(operation, facets)
  world.ledger.change(operation, result)
  if (!isApproved(result)) return
  const { customerId, customerInfo } = world.ledger.orderOf(operation)
  world.contracts.conclude(terminal.alias, input.recurrence ?? authentication.recurrence, {
    card: facts,
    customerId,
    customerInfo,
    isCharge: operation.amount > 0,
  })
}

/**
 * One authorization per operation. Switches decide whether a second payment, or one after a failed authentication, is
 * refused or returns the operation's current state.
 */
function isUsed({ switches }: World, operation: Operation): boolean {
  const result = resultOf(operation)
  if (!isFinal(result)) return false
  if (result === "THREEDS_FAILED") {
    if (switches.paymentAfterFailedChallenge === "refused") refuseSomehow("GW0001")
  } else if (switches.secondPayment === "refused") {
    refuseSomehow("PS0023")
  }
  return true
}

/** Order, amount, currency and card must match the init call. */
function requireSamePayment(
  world: World,
  input: PaymentInput,
  opened: Order,
  authentication: Authentication
): void {
  if (!world.switches.paymentIsCompared) return
  if (input.order.orderId !== opened.orderId) refuseSomehow("PS0026", "order.orderId")
  if (input.order.amount !== opened.amount) refuseSomehow("PS0026", "order.amount")
  if (input.order.currency !== opened.currency) refuseSomehow("PS0026", "order.currency")
  if (world.cards.read(input.card).fingerprint !== authentication.card.fingerprint)
    refuseSomehow("PS0026", "card")
}

/**
 * With 3 steps, a successful validation must precede the payment, which must carry the PaRes or the authentication
 * value; with 2 steps, the PaRes. Otherwise the sandbox returns 400 GW0001. Values that are sent must be those issued.
 */
function requireProof(
  { switches }: World,
  { threeDSAuthData: given }: PaymentInput,
  operation: Operation,
  { steps, isFrictionless, paRes, proof }: Authentication
): void {
  if (isFrictionless) return
  if (
    steps === "2steps" ? given.threeDSAuthResponse === undefined : resultOf(operation) !== "THREEDS_VALIDATED"
  ) {
    refuse("GW0001")
  }
  const { threeDSAuthResponse, authenticationValue, eci, xid } = given
  if (threeDSAuthResponse === undefined && authenticationValue === undefined) refuse("GW0001")
  if (!switches.paymentIsCompared) return
  if (threeDSAuthResponse !== undefined && threeDSAuthResponse !== paRes) refuseSomehow("GW0001")
  const isHandedOut = (value: string): boolean =>
    value === proof.authenticationValue ||
    (switches.maskedCavv && value === maskCavv(proof.authenticationValue))
  if (authenticationValue !== undefined && !isHandedOut(authenticationValue)) refuseSomehow("GW0001")
  if (eci !== undefined && eci !== proof.eci) refuseSomehow("GW0001")
  if (xid !== undefined && xid !== proof.xid) refuseSomehow("GW0001")
}
