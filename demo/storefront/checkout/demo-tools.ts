import { recall, remember, type Remembered } from "../remembered"
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

/** Fills in the forms with one click. Only in the demo: a real shop has nothing like it. */
export function demoTools(
  shop: Shop,
  details: DetailsForm,
  card: CardForm,
  onCardPlace: () => void
): HTMLElement {
  const { texts, settings, region } = shop
  const place = recall("cardForm") ?? "own"
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
    // Scripts cannot fill in XPay's frames, so the numbers are shown for typing.
    ...(place === "fields"
      ? oneOfEachKind(settings.testCards).map(({ number, cvv, outcome }) =>
          h(
            "p",
            { class: "small test-card" },
            h("span", { class: "soft" }, texts.cardToType),
            h("code", {}, `${shop.xpay.formatCardNumber(number)} · 12/${year} · ${cvv}`),
            outcomeTag(shop, outcome)
          )
        )
      : []),
    ...(place === "own" ? oneOfEachKind(settings.testCards) : []).map(({ number, circuit, cvv, outcome }) =>
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
        outcomeTag(shop, outcome)
      )
    ),
    choices("cardForm", texts.cardPlace, place, texts.cardPlaces, onCardPlace),
    place === "own" &&
      choices("challenge", texts.bankPage, recall("challenge") ?? "redirect", {
        redirect: texts.bankFullPage,
        frame: texts.bankInWindow,
      })
  )
}

function outcomeTag({ texts }: Shop, outcome: "OK" | "KO"): HTMLElement {
  return h(
    "span",
    { class: outcome === "OK" ? "tag tag-good" : "tag tag-bad" },
    outcome === "OK" ? texts.cardApproved : texts.cardDeclined
  )
}

/** A setting that a real shop decides once. */
function choices<K extends "cardForm" | "challenge">(
  name: K,
  title: string,
  chosen: Remembered[K],
  labels: Readonly<Record<Remembered[K], string>>,
  onChange?: () => void
): HTMLElement {
  const choice = ([value, label]: [string, string]) =>
    h(
      "label",
      {},
      h("input", {
        type: "radio",
        name,
        checked: value === chosen,
        change: () => {
          remember(name, value as Remembered[K])
          onChange?.()
        },
      }),
      label
    )
  return h(
    "fieldset",
    { class: "bank-choice" },
    h("legend", {}, title),
    ...(Object.entries(labels) as [string, string][]).map(choice)
  )
}

/** Keeps one card per circuit and outcome. */
function oneOfEachKind<T extends { circuit: string; outcome: string }>(cards: readonly T[]): readonly T[] {
  return cards.filter(
    (card, index) =>
      cards.findIndex(({ circuit, outcome }) => circuit === card.circuit && outcome === card.outcome) ===
      index
  )
}
