import { z } from "@medusajs/framework/zod"

import { cancelCapture } from "../../ledger/cancel-capture"
import { capture } from "../../ledger/capture"
import { lastChange, type Operation } from "../../ledger/operation"
import { findOwnOperation, type PostOperationRequest } from "../../ledger/post-operations"
import { refund } from "../../ledger/refund"
import { refuseSomehow } from "../../refusal"
import { type World } from "../../world"
import type { ApiCall, Endpoint } from "../api-call"
import { parseBody } from "../parse-body"
import { amount, currency, text } from "../schemas/fields"
import { timeView } from "../views/operation-view"
import { ok, type ApiAnswer } from "../api-answer"

const amountBody = z.object({
  amount: amount.optional(),
  currency: currency.optional(),
  description: text(255).optional(),
})
const cancelBody = z.object({ description: text(255).optional() })

type Act = (world: World, target: Operation, request: PostOperationRequest) => Operation

/** All three return only the new operation's id and time; the result must be read separately. */
function answerWith(act: Act, body: typeof amountBody | typeof cancelBody): (call: ApiCall) => ApiAnswer {
  return ({ world, terminal, params, body: given }) => {
    const request = parseBody(body, given)
    const target = findOwnOperation(world, terminal.alias, params.operationId)
    if (body === amountBody) requireAmount(world, request)
    const made = act(world, target, request)
    return ok({ operationId: made.id, operationTime: timeView(world, lastChange(made).at) })
  }
}

function requireAmount({ switches }: World, { amount: asked }: PostOperationRequest): void {
  if (switches.missingAmount === "refused" && asked === undefined) refuseSomehow("PS0026", "amount")
}

/** The merchant's post-operations on a payment: capture, refund or void, cancel a capture. */
export const postOperations: readonly Endpoint[] = [
  {
    method: "POST",
    path: "/operations/:operationId/captures",
    idempotency: "documented",
    execute: answerWith(capture, amountBody),
  },
  {
    method: "POST",
    path: "/operations/:operationId/refunds",
    idempotency: "documented",
    execute: answerWith(refund, amountBody),
  },
  {
    method: "POST",
    path: "/operations/:operationId/cancels",
    idempotency: "cancel",
    execute: answerWith(cancelCapture, cancelBody),
  },
]
