import type { Locale } from "../locale"

/** For the customer, in the place of `order_not_found`: the server tells nobody whether there is such an order. */
export const NOT_FOUND: Readonly<Record<Locale, string>> = {
  en: "This link has expired, or is for another account. Sign in, or ask the shop for a new link.",
  it: "Il link è scaduto o appartiene a un altro account. Accedi o chiedi al negozio un nuovo link.",
}
