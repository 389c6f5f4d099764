import { z } from "@medusajs/framework/zod"
import { type Response } from "express"

import { faultKinds, type Fault, type FaultKind } from "../faults/fault-rules"
import { html, Markup } from "../pages/html"
import { sendPage } from "../pages/page"
import { describeSwitches, initialSwitches, switchesSchema, type Switches } from "../switches"
import { type World } from "../world"
import { nothing, table } from "./office-page"

/** Descriptions of the fault kinds. */
const faultWords: Readonly<Record<FaultKind, string>> = {
  delay: "answers late",
  stall: "is never answered, and nothing is done",
  "execute-then-stall": "is carried out, and never answered",
  "reset-before": "is cut off, and nothing is done",
  "reset-after": "is carried out, and cut off before the answer",
  "half-body": "is carried out, and half of the answer arrives",
  status: "is answered by a proxy with an error page, and nothing is done",
  garbage: "is carried out, and the answer cannot be read",
  empty: "is carried out, and the answer is empty",
  "echo-request": "is refused with an error that quotes the request",
  "close-idle": "is answered, and its connection closed a moment later",
}

/** The calls offered for faults, as the API's paths; `*` stands for an id. */
const calls: readonly (readonly [path: string, words: string])[] = [
  ["/orders/3steps/init", "Card: start"],
  ["/orders/3steps/validation", "Card: after 3-D Secure"],
  ["/orders/3steps/payment", "Card: payment"],
  ["/orders/2steps/init", "Card in 2 steps: start"],
  ["/orders/2steps/payment", "Card in 2 steps: payment"],
  ["/orders/moto", "Phone or mail (MOTO)"],
  ["/orders/mit", "Saved card, charged by the shop (MIT)"],
  ["/orders/hpp", "XPay's page"],
  ["/orders/paybylink", "Payment link"],
  ["/orders/build", "Card fields (Build)"],
  ["/operations/*/captures", "Capture"],
  ["/operations/*/refunds", "Refund"],
  ["/operations/*/cancels", "Cancel"],
  ["/orders/*", "Reading an order"],
]

const selected = new Markup("selected")

/** Faults and switches, each with its description, and the forms that change them. */
export function sendSettingsPage(response: Response, world: World, complaint: string | null): void {
  sendPage(response, complaint === null ? 200 : 400, {
    language: "en",
    title: "Faults and switches",
    banner: "Simulated — no real money moves",
    body: html`<main class="wide stack">
      <p><a href="/">← Overview</a></p>
      <h1>Faults and switches</h1>
      ${complaint === null ? null : html`<p class="note bad" role="alert">${complaint}</p>`}
      <section class="card stack">
        <h2>Let a call go wrong</h2>
        <p class="soft small">
          A fault strikes the next calls of a kind, on their way between the shop and XPay. It shows what the
          shop does then.
        </p>
        ${newFault()} ${faultTable(world.faults.all())}
      </section>
      <section class="card stack">
        <h2>Switches</h2>
        <p class="soft small">
          Where XPay's documents are silent, or differ from what was seen, a switch decides. Tests set them,
          too.
        </p>
        ${button("/office/switches/reset", "Set all back")} ${switchTable(world)}
      </section>
    </main>`,
  })
}

function newFault(): Markup {
  return html`<form method="post" action="/office/faults" class="controls">
    <span>
      <label for="fault-path">Call</label>
      <select id="fault-path" name="path">
        <option value="">Every call</option>
        ${calls.map(([path, words]) => html`<option value="${path}">${words} · ${path}</option>`)}
      </select>
    </span>
    <span>
      <label for="fault-kind">What happens</label>
      <select id="fault-kind" name="kind">
        ${faultKinds.map((kind) => html`<option value="${kind}">It ${faultWords[kind]}</option>`)}
      </select>
    </span>
    <span>
      <label for="fault-times">How often</label>
      <select id="fault-times" name="times">
        <option value="1">Once</option>
        <option value="3">Three times</option>
        <option value="always">Always</option>
      </select>
    </span>
    <span>
      <label for="fault-ms">After (ms)</label>
      <input id="fault-ms" name="ms" inputmode="numeric" placeholder="0" autocomplete="off" />
    </span>
    <button class="primary" type="submit">Add the fault</button>
  </form>`
}

function faultTable(faults: readonly Fault[]): Markup {
  if (faults.length === 0) return html`<p class="soft">No faults.</p>`
  return table(
    ["Call", "What happens", "Struck", "Left", "Action"],
    faults.map(({ id, kind, method, path, hits, remaining }) => [
      html`<span class="mono">${method ?? ""} ${path ?? "every call"}</span>`,
      html`<span class="wrap">It ${faultWords[kind]}</span>`,
      `${hits}×`,
      remaining === 0 ? nothing : remaining,
      button(`/office/faults/${id}/remove`, "Remove"),
    ])
  )
}

function switchTable(world: World): Markup {
  const defaults = initialSwitches()
  return table(
    ["Switch", "Value", "What it does"],
    describeSwitches().map(({ name, description }) => [
      html`<span class="mono">${name}</span> ${
          world.switches[name] === defaults[name] ? null : html`<span class="tag wait">changed</span>`
        }`,
      switchForm(name, world.switches[name]),
      html`<span class="wrap">${description}</span>`,
    ])
  )
}

function switchForm(name: keyof Switches, value: Switches[keyof Switches]): Markup {
  const values = valuesOf(name)
  const id = `switch-${name}`
  return html`<form method="post" action="/office/switches" class="controls">
    <label for="${id}" class="away">${name}</label>
    ${
      values === undefined
        ? html`<input id="${id}" name="${name}" value="${String(value)}" autocomplete="off" />`
        : html`<select id="${id}" name="${name}">
            ${values.map(
              (one) =>
                html`<option value="${String(one)}" ${one === value ? selected : null}>
                  ${String(one)}
                </option>`
            )}
          </select>`
    }
    <button type="submit">Set</button>
  </form>`
}

function button(action: string, label: string): Markup {
  return html`<form method="post" action="${action}"><button type="submit">${label}</button></form>`
}

/** Created with the first page: it takes a moment for a hundred switches. */
let described: z.core.JSONSchema.JSONSchema | undefined

/** All values of a switch that has few; undefined for numbers and texts. */
function valuesOf(name: keyof Switches): readonly (string | number | boolean)[] | undefined {
  described ??= z.toJSONSchema(switchesSchema, { io: "input" })
  const schema = described.properties?.[name]
  if (typeof schema !== "object") return undefined
  if (schema.type === "boolean") return [true, false]
  if (schema.enum !== undefined) return schema.enum as string[]
  const constants = schema.anyOf?.map((one) => (typeof one === "object" ? one.const : undefined))
  return constants?.every((one) => one !== undefined) ? (constants as (string | number)[]) : undefined
}

/** The entered value of a switch, converted to its type. */
export function readSwitch(name: string, text: string): unknown {
  const values = valuesOf(name as keyof Switches)
  if (values !== undefined) return values.find((one) => String(one) === text) ?? text
  const current = initialSwitches()[name as keyof Switches]
  return typeof current === "number" && text.trim() !== "" ? Number(text) : text
}
