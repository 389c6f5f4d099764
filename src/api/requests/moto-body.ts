import { z } from "@medusajs/framework/zod"
import type { Card } from "../../domain/card"
import { findCardNumberIn } from "../../domain/card-numbers/find-in-value"
import { toLocale } from "../../domain/locale"
import { PaymentRefusal } from "../../use-cases/refusal"
import { toCard, typedCard } from "./card-body"
import { describeIssues } from "./body-fields"

/** Body of the clerk's card route. */
export const motoBody = z.strictObject({
  /** Made by the form when it is opened: one form is one charge. */
  request_key: z.uuid(),
  /** The terminal for MOTO payments. */
  provider_id: z.string().min(1).max(64),
  /** Major units, as Medusa counts: `24.99`. */
  amount: z.number().positive(),
  /** Hold the amount until the goods are dispatched, or take it now. */
  capture: z.enum(["manual", "automatic"]),
  /** A security code is not always known: letters do not carry it. */
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
 * Checks the body of the clerk's card route.
 *
 * @param language of the dashboard, when the body does not say it
 * @throws PaymentRefusal `invalid_body`, or `invalid_card` with what is wrong by field. Says what is wrong, never what was sent.
 */
export function readMotoBody(body: unknown, language: string | undefined, now: number): MotoBody {
  const parsed = motoBody.safeParse(body)
  if (!parsed.success) {
    throw new PaymentRefusal("invalid_body", `The body does not fit: ${describeIssues(parsed.error.issues)}.`)
  }
  const { card, locale = language, ...rest } = parsed.data
  const { provider_id: provider, reason, amount } = rest
  // Side by side, either way round: the row of the audit trail holds several of them.
  if (findCardNumberIn([provider, amount, reason, locale, amount]) !== undefined) {
    throw new PaymentRefusal(
      "card_in_wrong_field",
      "A card number was sent outside `card.number`. It was not used."
    )
  }
  return { ...rest, locale, parsedCard: toCard(card, toLocale(locale), { now, cvvRequired: false }) }
}
