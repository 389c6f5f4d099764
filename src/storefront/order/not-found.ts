import type { Locale } from "../locale"

/** Replaces the message of `order_not_found`: the server does not reveal whether the order exists. */
export const NOT_FOUND: Readonly<Record<Locale, string>> = {
  en: "This link has expired, or is for another account. Sign in, or ask the shop for a new link.",
  it: "Il link è scaduto o appartiene a un altro account. Accedi o chiedi al negozio un nuovo link.",
}
