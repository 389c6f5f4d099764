import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Locale } from "../../../domain/locale"
import { PaymentSearch } from "../../../modules/xpay/journal/payment-search"
import { cardTypeName, circuitName, countryName } from "../../../texts/card-words"

/** A value of a filter, with its label. */
export interface Choice {
  readonly value: string
  readonly label: string
}

/** Values found among the cards of the store's payments, for filters; in the reader's language and order. */
export interface CardFacts {
  readonly circuits: readonly Choice[]
  readonly countries: readonly Choice[]
  readonly types: readonly Choice[]
}

export async function cardFacts(container: MedusaContainer, locale: Locale): Promise<CardFacts> {
  const search = new PaymentSearch(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const seen = await search.cardFacts()
  const choices = (values: readonly string[], label: (value: string) => string): Choice[] =>
    values
      .map((value) => ({ value, label: label(value) }))
      .sort((one, other) => one.label.localeCompare(other.label, locale))
  return {
    circuits: choices(seen.card_circuit, circuitName),
    countries: choices(seen.card_country, (code) => countryName(code, locale)),
    types: choices(seen.card_type, (type) => cardTypeName(type, locale)),
  }
}
