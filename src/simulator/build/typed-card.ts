import { type z } from "@medusajs/framework/zod"

import { card } from "../api/schemas/fields"
import { type fieldValues } from "../api/schemas/build-schema"
import { type CardInput } from "../cards/card-facts"

type Values = z.output<typeof fieldValues>

/** The card as typed into the fields. */
export function typedCard(values: Values): CardInput {
  const of = (id: string): string => values.find((value) => value.id === id)?.value ?? ""
  const expiry = of("EXPIRATION_DATE").replace(/\D/g, "")
  return {
    pan: of("CARD_NUMBER").replace(/[\s-]/g, ""),
    expiryDate: expiry.length === 6 ? `${expiry.slice(0, 2)}${expiry.slice(4)}` : expiry,
  }
}

/** Ids of missing or invalid fields. */
export function wrongFields(values: Values, wanted: readonly string[]): readonly string[] {
  const { pan, expiryDate } = typedCard(values)
  const { shape } = card
  const isRight: Readonly<Record<string, (value: string) => boolean>> = {
    CARD_NUMBER: () => shape.pan.safeParse(pan).success,
    EXPIRATION_DATE: () => shape.expiryDate.safeParse(expiryDate).success,
    SECURITY_CODE: (value) => /^\d{3,4}$/.test(value),
  }
  return wanted.filter((id) => {
    const value = values.find((candidate) => candidate.id === id)?.value ?? ""
    return value.trim() === "" || isRight[id]?.(value) === false
  })
}
