import { json, Router, type Request, type Response } from "express"

import { Refusal } from "../refusal"
import { type World } from "../world"
import { type Control } from "./control"
import { ControlError } from "./control-error"
import { sendControlPage } from "./control-page"
import { moneyControls } from "./money-controls"
import { notificationControls } from "./notification-controls"
import { ruleControls } from "./rule-controls"
import { stateControls } from "./state-controls"

const controls: readonly Control[] = [
  ...stateControls,
  ...ruleControls,
  ...moneyControls,
  ...notificationControls,
  {
    method: "GET",
    path: "/",
    about: "This list.",
    respond: () =>
      Object.fromEntries(controls.map(({ method, path, about }) => [`${method} ${path}`, about])),
  },
]

/**
 * The control API, for tests and for manual trials. JSON in and out, below `/_control`. A request with a body must send
 * `Content-Type: application/json`, which blocks other sites' forms. Invalid requests get 400 `{ "error": … }`, unknown
 * resources 404, and what XPay's rules forbid 409 with XPay's code. `GET /_control` lists all controls, to a browser as
 * a page.
 */
export function controlRouter(world: World): Router {
  const router = Router({ caseSensitive: true })
  router.use(json({ limit: "1mb" }))
  router.get("/", (request, response, next) => {
    if (request.accepts(["json", "html"]) === "html") sendControlPage(response, controls)
    else next()
  })
  for (const { method, path, respond } of controls) {
    const verb = method.toLowerCase() as Lowercase<Control["method"]>
    router[verb](path, (request, response) => void answer(world, respond, request, response))
  }
  router.use((_request, response) => response.status(404).json({ error: "No such control" }))
  return router
}

async function answer(
  world: World,
  respond: Control["respond"],
  request: Request,
  response: Response
): Promise<void> {
  try {
    response.status(200).json((await respond(world, request)) ?? {})
  } catch (error) {
    const { status, message } = describe(error)
    response.status(status).json({ error: message })
  }
}

function describe(error: unknown): { status: number; message: string } {
  if (error instanceof ControlError) return error
  if (error instanceof Refusal) return { status: 409, message: error.message }
  if (error instanceof Error && error.name === "ZodError") return { status: 400, message: error.message }
  return { status: 500, message: error instanceof Error ? error.message : "unknown" }
}
