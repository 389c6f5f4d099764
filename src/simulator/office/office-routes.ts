import { z } from "@medusajs/framework/zod"
import { Router, urlencoded, type Request, type Response } from "express"

import { faultSchema } from "../faults/fault-rules"
import { conclude } from "../hosted/conclude"
import { operationResults } from "../ledger/operation"
import { currencies } from "../reference/currencies"
import { Refusal } from "../refusal"
import { parseSwitchChanges } from "../switches"
import { type World } from "../world"
import { actInOffice, officeVerbs } from "./back-office"
import { sendOfficePage } from "./office-page"
import { sendOrderPage } from "./order-page"
import { readSwitch, sendSettingsPage } from "./settings-page"

/** The back-office pages at the root: what happened, and the merchant's actions. */
export function officeRoutes(world: World): Router {
  const router = Router({ caseSensitive: true })
  const form = urlencoded({ extended: false, limit: "16kb" })
  router.get("/", (_request, response) => sendOfficePage(response, world))
  router.get("/office/orders/:orderId", (request, response) => showOrder(world, request, response, null))
  router.post("/office/orders/:orderId", sameOriginOnly, form, (request, response) =>
    actOnOrder(world, request, response)
  )
  router.get("/office/settings", (_request, response) => sendSettingsPage(response, world, null))
  router.post("/office/switches", sameOriginOnly, form, (request, response) =>
    changeSettings(world, response, () => changeSwitch(world, fieldsOf(request)))
  )
  router.post("/office/switches/reset", sameOriginOnly, (_request, response) =>
    changeSettings(world, response, () => world.resetSwitches())
  )
  router.post("/office/faults", sameOriginOnly, form, (request, response) =>
    changeSettings(world, response, () => addFault(world, fieldsOf(request)))
  )
  router.post("/office/faults/:id/remove", sameOriginOnly, (request, response) =>
    changeSettings(world, response, () => world.faults.remove(request.params.id ?? ""))
  )
  router.post("/office/notifications/:eventId", sameOriginOnly, (request, response) => {
    void world.notifier.resend(request.params.eventId ?? "").then(() => response.redirect(303, "/"))
  })
  return router
}

function showOrder(world: World, request: Request, response: Response, complaint: string | null): void {
  sendOrderPage(response, world, world.ledger.find(request.params.orderId ?? ""), complaint)
}

type Fields = Readonly<Record<string, string | undefined>>

/** For a field that is sent more than once, the last value. */
function fieldsOf({ body }: Request): Fields {
  const sent =
    typeof body === "object" && body !== null ? Object.entries(body as Record<string, unknown>) : []
  return Object.fromEntries(sent.map(([name, value]) => [name, String([value].flat().at(-1))]))
}

/** Applies a change and shows the page again; if the change is refused, with the reason. */
function changeSettings(world: World, response: Response, change: () => unknown): void {
  try {
    change()
    response.redirect(303, "/office/settings")
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const reasons = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)
    sendSettingsPage(response, world, reasons.join("; "))
  }
}

function changeSwitch(world: World, fields: Fields): void {
  const changes = Object.entries(fields).map(([name, text = ""]) => [name, readSwitch(name, text)] as const)
  world.changeSwitches(parseSwitchChanges(Object.fromEntries(changes)))
}

function addFault(world: World, { kind, path = "", times = "1", ms = "" }: Fields): void {
  const fault = {
    kind,
    ...(path === "" ? {} : { path }),
    times: times === "always" ? times : Number(times),
    ...(ms.trim() === "" ? {} : { ms: Number(ms) }),
  }
  world.faults.add(faultSchema.parse(fault))
}

function actOnOrder(world: World, request: Request, response: Response): void {
  const { operationId, verb, amount, result } = fieldsOf(request)
  const operation = world.ledger.findOperation(operationId ?? "")
  if (!operation || operation.orderId !== request.params.orderId) {
    return showOrder(world, request, response, "This operation does not belong to the order.")
  }
  try {
    const known = officeVerbs.find((candidate) => candidate === verb)
    if (known) actInOffice(world, known, operation, minorAmount(amount, operation.currency))
    else if (verb === "conclude")
      conclude(
        world,
        operation,
        operationResults.find((candidate) => candidate === result)
      )
    response.redirect(303, `/office/orders/${encodeURIComponent(operation.orderId)}`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const reasons = error.errors.map(({ code, description }) => `${description} (${code})`)
    showOrder(world, request, response, `XPay refuses: ${reasons.join(", ")}`)
  }
}

/** "12.50" in minor units; undefined for an empty field, which means the full amount. */
function minorAmount(text: string | undefined, currency: string): number | undefined {
  if (!text?.trim()) return undefined
  const major = Number(text.trim().replace(",", "."))
  const minor = Math.round(major * 10 ** (currencies.get(currency)?.decimals ?? 2))
  if (!Number.isSafeInteger(minor) || minor <= 0) {
    throw new Refusal(400, [{ code: "PS0036", description: "Amount is not a number" }])
  }
  return minor
}

/** Blocks form posts from other sites. */
function sameOriginOnly(request: Request, response: Response, next: () => void): void {
  const origin = request.get("origin")
  if (origin !== undefined && (origin === "null" || new URL(origin).host !== request.get("host"))) {
    response.status(403).type("text/plain").end("Forbidden")
    return
  }
  next()
}
