import { Router, type Request, type Response } from "express"

import { paymentMethods } from "../reference/payment-methods"
import { html, type Markup } from "./html"

/** Plain badges in place of the methods' trademarks, at the URLs that `GET /payment_methods` returns. */
export function methodImages(): Router {
  const router = Router()
  router.get("/:file", (request, response) => {
    const name = request.params.file.replace(/\.svg$/, "").toUpperCase()
    const method = paymentMethods.find(({ circuit }) => circuit === name)
    if (!method && name !== "CARDS") {
      response.status(404).end()
      return
    }
    response
      .setHeader("Cache-Control", "public, max-age=86400")
      .type("image/svg+xml")
      .end((method ? wordBadge(method.name) : cardBadge()).text)
  })
  return router
}

/** The name on one or two lines, as large as it fits. */
function wordBadge(name: string): Markup {
  const lines = name.length > 8 ? name.split(" ", 2) : [name]
  const longest = Math.max(...lines.map((line) => line.length))
  const size = Math.min(10, 62 / longest)
  const first = 16 - ((lines.length - 1) * size) / 2
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 32" role="img" aria-label="${name}">
    <rect x=".5" y=".5" width="47" height="31" rx="5.5" fill="#f3f5f8" stroke="#dde2e9" />
    <g
      text-anchor="middle"
      fill="#17202e"
      font-family="system-ui, 'Liberation Sans', sans-serif"
      font-weight="600"
      font-size="${size.toFixed(1)}"
    >
      ${lines.map(
        (line, index) =>
          html`<text x="24" y="${(first + index * size).toFixed(1)}" dominant-baseline="central"
            >${line}</text
          >`
      )}
    </g>
  </svg>`
}

function cardBadge(): Markup {
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 48 32"
    role="img"
    aria-label="Payment card"
  >
    <rect x=".5" y=".5" width="47" height="31" rx="5.5" fill="#f3f5f8" stroke="#dde2e9" />
    <rect x="12" y="8" width="24" height="16" rx="2.5" fill="#1f4fd8" />
    <rect x="12" y="11.5" width="24" height="3.5" fill="#17202e" />
    <rect x="15" y="18.5" width="8" height="2" rx="1" fill="#fff" />
  </svg>`
}

/** The favicon. */
export function tabPicture(_request: Request, response: Response): void {
  response.setHeader("Cache-Control", "public, max-age=86400").type("image/svg+xml").end(cardBadge().text)
}
