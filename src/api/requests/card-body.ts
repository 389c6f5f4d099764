import { z } from "@medusajs/framework/zod"
import type { CartId } from "../../domain/ids"
import { Card, type CardRules } from "../../domain/card"
import { findCardNumberIn } from "../../domain/card-numbers/find-in-value"
import { toLocale, type Locale } from "../../domain/locale"
import { cardProblemText } from "../../texts/shopper-messages"
import type { ContractKind } from "../../modules/xpay/saved-cards"
import { PaymentRefusal } from "../../use-cases/refusal"
import { bodyFields, describeIssues } from "./body-fields"
import { readSaveCard, saveCardField } from "./save-card-field"

/** The digits of some scripts count as two characters each. */
const digits = (most: number) => z.string().max(2 * most)
const twoToFour = z.union([digits(4), z.int().min(0).max(9999)])

/** A card as it is typed, with the digits of any script. */
export const typedCard = z.strictObject({
  number: digits(32).describe("Digits of any script; spaces and dashes are fine."),
  expiry_month: twoToFour.describe("1 to 12."),
  expiry_year: twoToFour.describe("Two or four digits."),
  cvv: digits(4).describe("Three digits, four for American Express."),
  holder: z.string().max(255).describe("Name as on the card; up to 100 characters."),
})

/** Body of the shopper's card route. */
export const cardBody = z.strictObject({
  ...bodyFields,
  card: typedCard.describe("Goes to this route only, and is kept nowhere."),
  save_card: saveCardField,
  challenge: z
    .enum(["page", "frame"])
    .optional()
    .describe(
      "Where the bank's page opens: instead of the storefront's page (the default), or in a frame on it."
    ),
})

export interface CardBody {
  readonly cartId: CartId
  readonly card: Card
  readonly returnUrl: string | undefined
  readonly isFramed: boolean
  readonly locale: string | undefined
  /** Set if the shopper consents to saving the card. */
  readonly saveCard: ContractKind | undefined
}

/**
 * Validates the body of the card route.
 *
 * @param language of the browser, for storefronts that do not send the shopper's
 * @throws PaymentRefusal `invalid_body`, or `invalid_card` with the problem of each field. Never repeats the input.
 */
export function readCardBody(body: unknown, language: string | undefined, now: number): CardBody {
  const parsed = cardBody.safeParse(body)
  if (!parsed.success) {
    throw new PaymentRefusal("invalid_body", `The body does not fit: ${describeIssues(parsed.error.issues)}.`)
  }
  const { cart_id: cartId, card: typed, return_url: returnUrl, challenge, locale = language } = parsed.data
  if (findCardNumberIn({ cartId, locale }) !== undefined) {
    throw new PaymentRefusal(
      "card_in_wrong_field",
      "A card number was sent outside `card.number`. It was not used."
    )
  }
  const saveCard = readSaveCard(parsed.data.save_card)
  return {
    cartId,
    card: toCard(typed, toLocale(locale), { now }),
    returnUrl,
    isFramed: challenge === "frame",
    locale,
    saveCard,
  }
}

/** @throws PaymentRefusal with the problem of each field; never repeats the input. */
export function toCard(
  typed: Omit<z.output<typeof typedCard>, "cvv"> & { readonly cvv?: string | undefined },
  locale: Locale,
  rules: CardRules
): Card {
  const result = Card.parse(
    {
      number: typed.number,
      expiryMonth: typed.expiry_month,
      expiryYear: typed.expiry_year,
      cvv: typed.cvv,
      holder: typed.holder,
    },
    rules
  )
  if ("problems" in result) {
    const fields = result.problems.map((problem) => ({
      field: problem.field,
      code: problem.code,
      message: cardProblemText(problem, locale),
    }))
    throw new PaymentRefusal("invalid_card", fields[0]?.message ?? "", fields)
  }
  return result.card
}
