import path from "node:path"
import { buildSync } from "esbuild"

/** A checkout page: fields, a button, and the reported results; the test acts as the shop's server. */
export const CHECKOUT = `<!doctype html><html lang="en"><title>Checkout</title><main><h1>Checkout</h1><div id="fields"></div>
<button id="pay">Pay</button></main><script type="module" src="/page.js"></script></html>`

const SCRIPT = `
import { mountCardFields } from "./src/storefront/card-fields"
const told = (window.told = { ready: 0, states: [], unavailable: [], confirmations: [], fallbacks: 0, opened: 0 })
const query = new URLSearchParams(location.search)
const options = {
  open: async () => { told.opened += 1; return await window.openSession() },
  locale: query.get("locale") ?? "en",
  loadTimeoutMs: 2_500,
  confirmTimeoutMs: 2_500,
  onReady: () => { told.ready += 1 },
  onChange: (state) => { told.states.push(state) },
  onUnavailable: ({ reason }) => { told.unavailable.push(reason) },
  onFallback: () => { told.fallbacks += 1 },
}
window.fields = mountCardFields(document.getElementById("fields"), options)
document.getElementById("pay").onclick = async () => { told.confirmations.push(await window.fields.confirm()) }
`

/** What the card fields have reported to the page. */
export interface Told {
  readonly ready: number
  readonly opened: number
  readonly fallbacks: number
  readonly unavailable: readonly string[]
  readonly states: readonly { status: string; isValid: boolean; fields: Record<string, unknown> }[]
  readonly confirmations: readonly { status: string; message?: string }[]
}

/** The page's script, including the storefront's card fields. */
export function checkoutScript(): string {
  const [bundle] = buildSync({
    stdin: { contents: SCRIPT, resolveDir: path.join(__dirname, "../.."), loader: "ts" },
    bundle: true,
    format: "esm",
    target: "es2020",
    write: false,
  }).outputFiles
  return bundle?.text ?? ""
}
