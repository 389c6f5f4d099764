import { randomBytes } from "node:crypto"

import { type Response } from "express"

import { apiBasePath } from "../api/base-paths"
import { prefixes } from "../cards/card-facts"
import { html, Markup } from "../pages/html"
import { type World } from "../world"
import { type BuildSession } from "./build-session"
import { frameScript } from "./frame-script"
import { fieldTexts, shortLanguage } from "./frame-texts"

const script = new Markup(frameScript)

const styles = new Markup(`
html, body, #container { height: 100%; margin: 0; }
body { font: 16px/1.5 system-ui, "Liberation Sans", sans-serif; color: #17202e; background: transparent; }
input[type=text], input[type=password] { box-sizing: border-box; width: 100%; height: 100%; border: 0; outline: 0;
  padding: 0 .75rem; font: inherit; color: inherit; background: transparent; }
button { width: 100%; height: 100%; font: inherit; }
label { display: flex; gap: .5rem; align-items: center; }`)

/** One field of a session, for a frame in a shop's page. The page is self-contained and needs no cookie. */
export function sendFramePage(
  response: Response,
  world: World,
  session: BuildSession,
  id: string,
  language: string
): void {
  const nonce = randomBytes(16).toString("base64")
  const { label, placeholder } = fieldTexts(id, language)
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'unsafe-inline' http: https:",
    "font-src http: https:",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ]
  const config = new Markup(JSON.stringify(configOf(world, session, id)).replaceAll("<", "\\u003c"))
  const document = html`<!doctype html>
    <html lang="${shortLanguage(language)}">
      <head>
        <meta charset="utf-8" />
        <title>${label}</title>
        <style>
          ${styles}
        </style>
      </head>
      <body>
        <div id="container">${control(session, id, label, placeholder)}</div>
        <script type="application/json" id="config">
          ${config}
        </script>
        <script nonce="${nonce}">
          ${script}
        </script>
      </body>
    </html>`
  response
    .status(200)
    .setHeader("Content-Security-Policy", policy.join("; "))
    .setHeader("Cache-Control", "no-store")
    .setHeader("Content-Type", "text/html; charset=utf-8")
  response.end(document.text)
}

function configOf(world: World, session: BuildSession, id: string): object {
  const { methods = [] } = world.terminals.find(({ alias }) => alias === session.terminal) ?? {}
  return {
    id,
    session: session.sessionId,
    merchantOrigin: session.merchantOrigin,
    backEnd: `${apiBasePath}/fe/build`,
    isAction: isButton(session),
    isNested: world.switches.flowEventShape === "nested",
    isOver: world.builds.isOver(session),
    ranges: prefixes.map(([range, circuit]) => [range.source, circuit]),
    circuits: methods.filter(({ kind }) => kind === "CARD").map(({ circuit }) => circuit),
  }
}

function isButton({ state }: BuildSession): boolean {
  return state === "PAYMENT_METHOD_SELECTION"
}

const autocomplete: Readonly<Record<string, string>> = {
  CARD_NUMBER: "cc-number",
  EXPIRATION_DATE: "cc-exp",
  SECURITY_CODE: "cc-csc",
  CARDHOLDER_NAME: "cc-name",
  CARDHOLDER_EMAIL: "email",
}

function control(session: BuildSession, id: string, label: string, placeholder: string): Markup {
  if (isButton(session)) return html`<button id="${id}" type="button">${label}</button>`
  if (id === "PRIVACY_CONDITIONS")
    return html`<label><input type="checkbox" id="${id}" />${label}</label>
      <a href="https://www.nexi.it/privacy/xpay.html" target="_blank" rel="noopener">nexi.it/privacy</a>`
  const isDigits = ["CARD_NUMBER", "EXPIRATION_DATE", "SECURITY_CODE"].includes(id)
  return html`<input
    id="${id}"
    type="${id === "SECURITY_CODE" ? "password" : "text"}"
    inputmode="${isDigits ? "numeric" : null}"
    autocomplete="${autocomplete[id] ?? "off"}"
    aria-label="${label}"
    placeholder="${placeholder}"
    value="${knownValue(session, id)}"
  />`
}

/** Prefills the customer's name and e-mail address that the shop sent. */
function knownValue({ order: { customerInfo } }: BuildSession, id: string): string {
  if (id === "CARDHOLDER_NAME") return customerInfo?.cardHolderName ?? ""
  return id === "CARDHOLDER_EMAIL" ? (customerInfo?.cardHolderEmail ?? "") : ""
}
