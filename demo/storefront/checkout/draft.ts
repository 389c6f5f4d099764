import type { Address } from "../store/wire"
import type { DetailsForm } from "./details-form"

/** What was typed when the page was left for another language or region. In memory only, and no card. */
let draft: { readonly email: string; readonly address: Address } | undefined

/** Keeps what was typed until the checkout is shown again. */
export function keepDraft(details: DetailsForm): void {
  draft = details.read()
}

/** Fills in what was typed before; the address only if it is in the same country. */
export function fillFromDraft(details: DetailsForm, country: string): void {
  if (draft === undefined) {
    return
  }
  const { email, address } = draft
  const { first_name, last_name, phone, country_code } = address
  details.fill({
    email,
    shipping_address: country_code === country ? address : { first_name, last_name, phone },
  })
}
