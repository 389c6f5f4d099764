import { recall, remember } from "../remembered"
import type { Shop } from "../shop"
import type { Address } from "../store/wire"
import { h } from "../ui/h"
import { icon } from "../ui/icon"
import type { CardForm } from "./card-form"
import { cardName } from "./card-name"
import type { DetailsForm } from "./details-form"

const PERSON = { first_name: "Maria", last_name: "Rossi", phone: "" }

const ADDRESSES: Readonly<Record<string, Omit<Address, "country_code">>> = {
  it: { ...PERSON, address_1: "Via Garibaldi 12", postal_code: "50123", city: "Firenze", province: "FI" },
  jp: { ...PERSON, address_1: "1-1 Chiyoda", postal_code: "100-8111", city: "Tokyo", province: "" },
  kw: {
    ...PERSON,
    address_1: "Salem Al Mubarak St. 7",
    postal_code: "13001",
    city: "Kuwait City",
    province: "",
  },
}

/** Fills the forms by a click, because this is a demo. A real shop has nothing like it. */
export function demoTools(shop: Shop, details: DetailsForm, card: CardForm): HTMLElement {
  const { texts, settings, region } = shop
  const fillAddress = () => {
    const address = ADDRESSES[region.country]
    details.fill({ email: "maria.rossi@example.com", shipping_address: address ?? null })
  }
  const year = String(new Date().getFullYear() + 2).slice(-2)
  return h(
    "aside",
    { class: "demo-tools", "aria-label": texts.demoTools },
    h("h2", {}, texts.demoTools),
    h("p", { class: "soft small" }, texts.demoToolsHint),
    h("button", { type: "button", click: fillAddress }, texts.demoAddress),
    ...oneOfEachKind(settings.testCards).map(({ number, circuit, cvv, outcome }) =>
      h(
        "button",
        {
          type: "button",
          click: () =>
            card.fill({
              number: shop.xpay.formatCardNumber(number),
              expiry: `12/${year}`,
              cvv,
              holder: "Maria Rossi",
            }),
        },
        icon("card"),
        h("span", {}, texts.testCard(cardName(circuit) ?? texts.card, number.slice(-4))),
        h(
          "span",
          { class: outcome === "OK" ? "tag tag-good" : "tag tag-bad" },
          outcome === "OK" ? texts.cardApproved : texts.cardDeclined
        )
      )
    ),
    bankChoice(shop)
  )
}

/** Full page or window: a real shop decides for one of them. */
function bankChoice({ texts }: Shop): HTMLElement {
  const chosen = recall("challenge") ?? "redirect"
  const choice = (value: "redirect" | "frame", label: string) =>
    h(
      "label",
      {},
      h("input", {
        type: "radio",
        name: "challenge",
        checked: value === chosen,
        change: () => remember("challenge", value),
      }),
      label
    )
  return h(
    "fieldset",
    { class: "bank-choice" },
    h("legend", {}, texts.bankPage),
    choice("redirect", texts.bankFullPage),
    choice("frame", texts.bankInWindow)
  )
}

/** One per circuit and outcome is enough. */
function oneOfEachKind<T extends { circuit: string; outcome: string }>(cards: readonly T[]): readonly T[] {
  return cards.filter(
    (card, index) =>
      cards.findIndex(({ circuit, outcome }) => circuit === card.circuit && outcome === card.outcome) ===
      index
  )
}
