import { randomBytes } from "node:crypto"

import { type Response } from "express"

import { html, Markup } from "./html"
import { styles } from "./styles"

const stylesheet = new Markup(styles)

/** A whole page. */
export interface Page {
  readonly language: "it" | "en"
  readonly title: string
  /** Shown above everything, so that the simulator is not mistaken for XPay. */
  readonly banner: string
  readonly body: Markup
  /** Submits the page's only form on load. */
  readonly submitsItself?: boolean
}

/**
 * Sends a page. It loads nothing from other sites. Its only possible script submits a form, and forms may post to any
 * merchant. No referrer policy is set: a browser would then hide the origin, which XPay does not do.
 */
export function sendPage(response: Response, status: number, page: Page): void {
  const nonce = randomBytes(16).toString("base64")
  const policy = [
    "default-src 'none'",
    "img-src 'self'",
    "style-src 'unsafe-inline'",
    `script-src 'nonce-${nonce}'`,
    "form-action http: https:",
    "base-uri 'none'",
  ]
  const document = html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <style>
          ${stylesheet}
        </style>
      </head>
      <body>
        <p class="banner">${page.banner}</p>
        ${page.body}
        ${
          page.submitsItself
            ? html`<script nonce="${nonce}">
                document.forms[0].submit()
              </script>`
            : null
        }
      </body>
    </html>`
  response
    .status(status)
    .setHeader("Content-Security-Policy", policy.join("; "))
    .setHeader("Cache-Control", "no-store")
    .setHeader("Content-Type", "text/html; charset=utf-8")
  response.end(document.text)
}
