import { element } from "./element"

/** The form that sends the shopper to the card's issuing bank. Contains no card data. */
export interface Challenge {
  readonly url: string
  readonly method: "POST"
  readonly fields: Readonly<Record<string, string>>
}

/** Leaves the page for the bank's by posting the form. The shopper returns to `returnUrl`. */
export function goToChallenge(challenge: Challenge): void {
  postChallenge(challenge, "_self")
}

/** Leaves the page for XPay's. The shopper returns to `returnUrl`. */
export function goToPage(url: string): void {
  const address = webAddress(url)
  location.assign(address)
}

/** @param target name of the window or frame for the bank's page. */
export function postChallenge({ url, method, fields }: Challenge, target: string): void {
  const form = element("form", { method, action: webAddress(url), target, hidden: true })
  form.append(
    ...Object.entries(fields).map(([name, value]) => element("input", { type: "hidden", name, value }))
  )
  document.body.append(form)
  form.submit()
  form.remove()
}

/** Rejects `javascript:` and similar URLs. */
function webAddress(url: string): string {
  if (!/^https?:/i.test(url)) {
    throw new TypeError("This is no web address.")
  }
  return url
}
