import type { MedusaResponse } from "@medusajs/framework/http"
import type { Locale } from "../../domain/locale"
import { returnPageText, type ReturnPage } from "../../texts/return-pages"

/**
 * A page for returns without a storefront page to redirect to: payment links and errors.
 *
 * @param framers origins of the pages that may frame it
 */
export function sendReturnPage(
  res: MedusaResponse,
  status: 200 | 404 | 503,
  page: ReturnPage,
  locale: Locale,
  framers: readonly string[] = []
): void {
  res
    .status(status)
    .set("Content-Security-Policy", `${PAGE_POLICY}; ${frameAncestors(framers)}`)
    .type("html")
    .send(returnPage(page, locale))
}

const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** Prevents all other sites from framing the page. */
export function frameAncestors(origins: readonly string[]): string {
  return `frame-ancestors ${origins.length === 0 ? "'none'" : origins.join(" ")}`
}

function returnPage(page: ReturnPage, locale: Locale): string {
  const { title, text } = returnPageText(page, locale)
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f6f6f7; color: #18181b; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 1.5rem; padding: 2rem; background: #fff; border: 1px solid #e4e4e7; border-radius: 12px; }
h1 { margin: 0 0 .5rem; font-size: 1.25rem; }
p { margin: 0; color: #52525b; }
</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>`
}
