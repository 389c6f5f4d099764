import { type Response } from "express"

import { table } from "../office/office-page"
import { html } from "../pages/html"
import { sendPage } from "../pages/page"
import { type Control } from "./control"

/** The list of controls, as a page for a browser. */
export function sendControlPage(response: Response, controls: readonly Control[]): void {
  sendPage(response, 200, {
    language: "en",
    title: "Control API",
    banner: "Simulated — no real money moves",
    body: html`<main class="wide stack">
      <p><a href="/">← Overview</a></p>
      <h1>Control API</h1>
      <p class="soft">
        For tests: JSON in and out, below <span class="mono">/_control</span>. By mouse, see
        <a href="/office/settings">Faults and switches</a>.
      </p>
      <section class="card">
        ${table(
          ["Call", "What it does"],
          controls.map(({ method, path, about }) => [
            html`<span class="mono">${method} ${path}</span>`,
            html`<span class="wrap">${about}</span>`,
          ])
        )}
      </section>
    </main>`,
  })
}
