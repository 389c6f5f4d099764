import { CARD_TEXTS } from "../../src/storefront/card/card-texts"

/** The client's texts about the fields of a card. */
export function cardTexts(): string {
  const rows = Object.entries(CARD_TEXTS).map(([text, { en, it }]) => `| \`${text}\` | ${en} | ${it} |`)
  return ["| | English | Italian |", "|---|---|---|", ...rows].join("\n")
}
