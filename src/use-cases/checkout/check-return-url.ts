import type { Engine } from "../../engine/engine"
import { PaymentRefusal } from "../refusal"

/**
 * Accepts only URLs of the shop's own storefronts: the shopper must not be sent elsewhere after paying.
 *
 * @throws PaymentRefusal
 */
export function checkReturnUrl({ terminal }: Engine, asked: string | undefined): string {
  const { storefrontUrls } = terminal.settings
  const url = asked ?? storefrontUrls[0] ?? ""
  if (!storefrontUrls.some((allowed) => isBelow(url, allowed))) {
    throw new PaymentRefusal(
      "return_url_not_allowed",
      "`return_url` must begin with one of the addresses in the option `storefrontUrls`."
    )
  }
  return url
}

function isBelow(url: string, allowed: string): boolean {
  if (!URL.canParse(url)) {
    return false
  }
  const asked = new URL(url)
  const base = new URL(allowed)
  const folder = base.pathname.replace(/\/*$/, "/")
  const hasAccount = asked.username !== "" || asked.password !== ""
  return asked.origin === base.origin && !hasAccount && `${asked.pathname}/`.startsWith(folder)
}
