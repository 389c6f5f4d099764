import { element } from "./element"

/** The form that takes the shopper to the bank that issued the card. Holds nothing of the card. */
export interface Challenge {
  readonly url: string
  readonly method: "POST"
  readonly fields: Readonly<Record<string, string>>
}

/** Leaves the page for the bank's: posts the form. The shopper comes back to `returnUrl`. */
export function goToChallenge(challenge: Challenge): void {
  postChallenge(challenge, "_self")
}

/** Leaves the page for XPay's. The shopper comes back to `returnUrl`. */
export function goToPage(url: string): void {
  const address = webAddress(url)
  location.assign(address)
}

/** @param target name of the window or frame that the bank's page opens in. */
export function postChallenge({ url, method, fields }: Challenge, target: string): void {
  const form = element("form", { method, action: webAddress(url), target, hidden: true })
  form.append(
    ...Object.entries(fields).map(([name, value]) => element("input", { type: "hidden", name, value }))
  )
  document.body.append(form)
  form.submit()
  form.remove()
}

/** Keeps `javascript:` and the like out of the address bar. */
function webAddress(url: string): string {
  if (!/^https?:/i.test(url)) {
    throw new TypeError("This is no web address.")
  }
  return url
}
