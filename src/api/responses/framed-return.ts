import { randomBytes } from "node:crypto"
import type { MedusaResponse } from "@medusajs/framework/http"
import type { Locale } from "../../domain/locale"
import { framedReturnText } from "../../texts/return-pages"
import { frameAncestors } from "./return-page"

/**
 * Notifies the storefront's page from inside its frame. The storefront client then queries the payment, so the message
 * is empty. If the bank's page has broken out of the frame, this page is alone in its window and goes on to the
 * storefront's page, like a return without a frame.
 *
 * @param back the storefront's page with the outcome
 */
export function sendFramedReturn(res: MedusaResponse, back: URL, locale: Locale): void {
  const nonce = randomBytes(16).toString("base64")
  const { title, link } = framedReturnText(locale)
  res
    .status(200)
    .set(
      "Content-Security-Policy",
      `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; ${frameAncestors([back.origin])}`
    )
    .type("html").send(`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: .5rem; text-align: center; color: #52525b; font: 16px/1.5 system-ui, sans-serif; }</style>
</head>
<body>
<p>${title}</p>
<a href="${escape(back.href)}" target="_top">${link}</a>
<script nonce="${nonce}">
const { href, origin } = document.querySelector("a")
if (parent === window) location.replace(href)
else parent.postMessage("xpay:returned", origin)
</script>
</body>
</html>`)
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;")
}
