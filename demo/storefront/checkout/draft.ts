import type { Address } from "../store/wire"
import type { DetailsForm } from "./details-form"

/** The form's values when the page was left for another language or region. In memory only, without card data. */
let draft: { readonly email: string; readonly address: Address } | undefined

/** Keeps the form's values until the checkout is shown again. */
export function keepDraft(details: DetailsForm): void {
  draft = details.read()
}

/** Restores the kept values; the address only if the country is the same. */
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
