import { z } from "@medusajs/framework/zod"
import { withoutUndefined } from "../../domain/without-undefined"
import { currencyToWire } from "./currency"
import { freeText } from "./free-text"
import { checkedAmount } from "./identifiers"
import { requiredText } from "./lenient"
import { readTime } from "./time"
import type { OperationId } from "../../domain/ids"

/** A capture or refund. */
export interface ChangeRequest {
  /** Minor units, as digits. Always sent: XPay does not document its behaviour without an amount. */
  readonly amount: string
  /** ISO 4217 letters, in any case. */
  readonly currency: string
  /** Cut at 255 characters. */
  readonly description?: string | undefined
  /** Belongs to the request: stored before the first try, the same for each. At most 63 characters. */
  readonly idempotencyKey: string
}

export function changeToWire({ amount, currency, description }: ChangeRequest): object {
  return {
    amount: checkedAmount(amount),
    currency: currencyToWire(currency),
    description: freeText(description, LONGEST_DESCRIPTION),
  }
}

/** The cancellation of a capture, always for the whole capture. */
export type CancelCaptureRequest = Pick<ChangeRequest, "description" | "idempotencyKey">

export function cancelCaptureToWire({ description }: CancelCaptureRequest): object {
  return { description: freeText(description, LONGEST_DESCRIPTION) }
}

const LONGEST_DESCRIPTION = 255

/**
 * XPay's entire response to a capture, refund or cancel: the id of the new operation. Its result has to be
 * read.
 */
export interface PostOperation {
  readonly operationId: OperationId
  readonly time?: Date
}

export const postOperation: z.ZodType<PostOperation> = z
  .looseObject({ operationId: requiredText.brand<"OperationId">() })
  .transform((wire) =>
    withoutUndefined<PostOperation>({ operationId: wire.operationId, time: readTime(wire.operationTime) })
  )
