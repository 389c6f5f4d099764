import { z } from "@medusajs/framework/zod"

import { drawApproval } from "../../ledger/authorize"
import { requireCapturable } from "../../ledger/capture"
import { lastChange, resultOf, isApproved, type Operation, type OperationType } from "../../ledger/operation"
import { findOwnOperation } from "../../ledger/post-operations"
import { refuseSomehow } from "../../refusal"
import type { ApiCall, Endpoint } from "../api-call"
import { parseBody } from "../parse-body"
import { amount, currency, text } from "../schemas/fields"
import { fullView } from "../views/operation-view"
import { ok, type ApiAnswer } from "../api-answer"

const body = z.object({
  originalOperationId: z.string(),
  amount,
  currency,
  description: text(255).optional(),
})

/** Increases an authorization that is not captured yet. */
function raise(call: ApiCall): ApiAnswer {
  const { input, original } = read(call)
  requireCapturable(call.world, original)
  return answer(
    call,
    call.world.ledger.recordPayment(call.world.ledger.orderOf(original), {
      ...common(call, original, input, "INCREMENTAL"),
      result: "AUTHORIZED",
      rootId: original.id,
      targetId: original.id,
    })
  )
}

/** Charges a card again for extras or a no-show. The money is captured immediately; refunds use its own id. */
function charge(type: "DELAY_CHARGE" | "NOSHOW"): (call: ApiCall) => ApiAnswer {
  return (call) => {
    const { input, original } = read(call)
    if (original.type !== "AUTHORIZATION" || !isApproved(resultOf(original)))
      refuseSomehow("PS0026", "originalOperationId")
    return answer(
      call,
      call.world.ledger.recordPayment(call.world.ledger.orderOf(original), {
        ...common(call, original, input, type),
        result: "EXECUTED",
      })
    )
  }
}

function read(call: ApiCall): { input: z.output<typeof body>; original: Operation } {
  const input = parseBody(body, call.body)
  if (input.amount === 0) refuseSomehow("PS0026", "amount")
  const original = findOwnOperation(call.world, call.terminal.alias, input.originalOperationId)
  if (input.currency !== original.currency) refuseSomehow("PS0026", "currency")
  return { input, original }
}

function common(
  { world }: ApiCall,
  original: Operation,
  input: z.output<typeof body>,
  type: OperationType
): Pick<Operation, "type" | "amount" | "channel" | "method" | "card" | "approval" | "description"> {
  return {
    type,
    amount: input.amount,
    channel: "BACKOFFICE",
    method: original.method,
    card: original.card,
    approval: drawApproval(world),
    description: input.description ?? null,
  }
}

function answer({ world }: ApiCall, operation: Operation): ApiAnswer {
  return ok({ operation: fullView(world, operation, lastChange(operation)) })
}

/** The hotel and travel add-on, in its simplest form. */
export const disputeless: readonly Endpoint[] = [
  { method: "POST", path: "/incrementals", idempotency: "documented", execute: raise },
  { method: "POST", path: "/delay_charges", idempotency: "documented", execute: charge("DELAY_CHARGE") },
  { method: "POST", path: "/no_shows", idempotency: "documented", execute: charge("NOSHOW") },
]
