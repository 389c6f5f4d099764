import { z } from "@medusajs/framework/zod"

/** Idempotency keys of requests that move money. */
export const idempotencySwitches = {
  idempotencyMemory: z
    .enum(["2xx", "all"])
    .default("2xx")
    .describe("Which answers an Idempotency-Key remembers: the successful ones, or all of them."),
  idempotencyKeyRequired: z
    .boolean()
    .default(true)
    .describe(
      "Refuse captures, refunds and cancels without an Idempotency-Key, and the hotel add-on's charges."
    ),
  cancelKeyRequired: z
    .boolean()
    .default(true)
    .describe(
      "Cancels are among them. Production was seen to ask for it; the documentation does not list it."
    ),
  mitKeyRequired: z
    .boolean()
    .default(false)
    .describe("Merchant-initiated payments too. Documented as required, tolerated in production."),
  idempotencyReplay: z
    .enum(["stored-answer", "refused"])
    .default("stored-answer")
    .describe("What the same request under the same key gets: the first answer again, or PS0025."),
  idempotencyOtherBody: z
    .enum(["refused", "stored-answer"])
    .default("refused")
    .describe("What another body under a used key gets: PS0025, or the first answer."),
  idempotencyScope: z
    .enum(["api-key", "merchant"])
    .default("api-key")
    .describe("Whose an Idempotency-Key is: each API key's own, or one for all of a merchant's terminals."),
  idempotencyRetentionHours: z
    .number()
    .min(0)
    .max(8760)
    .default(24)
    .describe("How long a key is remembered."),
}
