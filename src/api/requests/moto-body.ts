import { z } from "@medusajs/framework/zod"
import type { Card } from "../../domain/card"
import { findCardNumberIn } from "../../domain/card-numbers/find-in-value"
import { toLocale } from "../../domain/locale"
import { PaymentRefusal } from "../../use-cases/refusal"
import { toCard, typedCard } from "./card-body"
import { describeIssues } from "./body-fields"

/** Body of the clerk's card route. */
export const motoBody = z.strictObject({
  /** Created by the form when it opens: one form is one charge. */
  request_key: z.uuid(),
  /** The terminal for MOTO payments. */
  provider_id: z.string().min(1).max(64),
  /** Major units, as in Medusa: `24.99`. */
  amount: z.number().positive(),
  /** Hold the amount until the goods are dispatched, or capture it now. */
  capture: z.enum(["manual", "automatic"]),
  /** The security code may be unknown: a mail order does not carry it. */
  card: typedCard.extend({ cvv: typedCard.shape.cvv.optional() }),
  /** Why the card is keyed, for the audit trail: "phone order", "letter of 12 March". */
  reason: z.string().max(255).optional(),
  /** Language of messages. */
  locale: z.string().max(35).optional(),
})

export interface MotoBody extends Omit<z.output<typeof motoBody>, "card"> {
  readonly parsedCard: Card
}

/**
 * Validates the body of the clerk's card route.
 *
 * @param language of the dashboard, if the body does not name one
 * @throws PaymentRefusal `invalid_body`, or `invalid_card` with the problem of each field. Never repeats the input.
 */
export function readMotoBody(body: unknown, language: string | undefined, now: number): MotoBody {
  const parsed = motoBody.safeParse(body)
  if (!parsed.success) {
    throw new PaymentRefusal("invalid_body", `The body does not fit: ${describeIssues(parsed.error.issues)}.`)
  }
  const { card, locale = language, ...rest } = parsed.data
  const { provider_id: provider, reason, amount } = rest
  // Checked side by side, in both orders, because a row of the audit trail holds several of them.
  if (findCardNumberIn([provider, amount, reason, locale, amount]) !== undefined) {
    throw new PaymentRefusal(
      "card_in_wrong_field",
      "A card number was sent outside `card.number`. It was not used."
    )
  }
  return { ...rest, locale, parsedCard: toCard(card, toLocale(locale), { now, cvvRequired: false }) }
}
