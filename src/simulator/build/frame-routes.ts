import { json, Router, type Request, type Response } from "express"

import { fieldValues } from "../api/schemas/build-schema"
import { buildStateView } from "../api/views/build-view"
import { header } from "../control/call-log"
import { errorText } from "../reference/error-texts"
import { html } from "../pages/html"
import { sendPage } from "../pages/page"
import { type World } from "../world"
import { methodUrl } from "./build-challenge"
import { cardFieldIds } from "./build-fields"
import { failFingerprint } from "./build-payment"
import { type BuildSession } from "./build-session"
import { sendFramePage } from "./frame-page"
import { sdkScript } from "./sdk-script"
import { wrongFields, typedCard } from "./typed-card"

const slowMs = 12_000

/** The script for the shop's page, and the pages in its frames. */
export function frameRoutes(world: World): Router {
  const router = Router({ caseSensitive: true })
  router.get("/monetaweb/resources/hfsdk.js", (_request, response) => void sendSdk(world, response))
  router.get("/phoenix-0.0/v3/", (request, response) => sendFrame(world, request, response))
  router.get("/phoenix-0.0/v3/gdi", (_request, response) => {
    sendPage(response, 200, { language: "en", title: "3-D Secure", banner: "Simulated", body: html`` })
  })
  return router
}

/** The frames' back end. Not part of the merchant's API: it takes no key and is not in the call log. */
export function frameBackEnd(world: World): Router {
  const router = Router({ caseSensitive: true })
  router.use(json({ limit: "16kb" }))
  router.post("/text", (request, response) => storeCard(world, request, response))
  router.post("/action/:id", (request, response) => pressButton(world, request, response))
  router.get("/check_gdi_result", (request, response) => checkFingerprint(world, request, response))
  return router
}

async function sendSdk(world: World, response: Response): Promise<void> {
  const { sdkLoad, sdkCors } = world.switches
  if (sdkLoad === "slow") await world.timers.wait(slowMs)
  if (sdkLoad === "missing") return void response.status(404).end()
  if (sdkCors) response.setHeader("Access-Control-Allow-Origin", "*")
  response
    .setHeader("Cache-Control", "no-cache")
    .setHeader("Content-Type", "text/javascript; charset=utf-8")
    .end(sdkScript(world))
}

function sendFrame(world: World, request: Request, response: Response): void {
  const { id, sessionid, lang } = request.query
  const session = world.builds.find(sessionid)
  if (!session || typeof id !== "string" || !/^[A-Z0-9_]{1,40}$/.test(id))
    return void response.status(404).end()
  if (world.switches.frameLoad === "never") return void response.status(200).type("text/html").end()
  sendFramePage(response, world, session, id, typeof lang === "string" ? lang : "ENG")
}

/** The session of a frame's request; undefined if the request was already refused. */
function sessionOf(world: World, request: Request, response: Response): BuildSession | undefined {
  const session = world.builds.findAlive(header(request, "session"))
  if (!session) refuse(response, "GW0004")
  return session
}

function refuse(response: Response, code: string, status = 400): undefined {
  response.status(status).json({ errors: [{ code, description: errorText(code) }] })
}

/**
 * Takes the values of all fields. They are discarded after this call; only the permitted card facts are kept. The
 * session is then ready, unless the issuer requires a browser fingerprint first.
 */
function storeCard(world: World, request: Request, response: Response): void {
  const session = sessionOf(world, request, response)
  if (!session) return
  const values = fieldValues.safeParse(request.body)
  const isOpen = session.state === "CARD_DATA_COLLECTION" || session.state === "READY_FOR_PAYMENT"
  if (!values.success || !isOpen) return refuse(response, "GW0001")
  const fault = storingFaults[world.switches.confirmEnds]
  if (fault) return refuse(response, ...fault)
  const wrong = wrongFields(values.data, cardFieldIds(world.switches))
  const fieldStatus = values.data.map(({ id }) => ({
    event: wrong.includes(id) ? "BUILD_ERROR" : "BUILD_SUCCESS",
    id,
  }))
  if (wrong.length > 0) return void response.json({ fieldStatus, workflowState: session.state })
  session.card = world.cards.read(typedCard(values.data))
  response.json({ fieldStatus, ...nextStep(world, session), ...telling(world) })
}

/** How storing the card fails, by the switch `confirmEnds`. */
const storingFaults: Readonly<Partial<Record<string, readonly [code: string, status?: number]>>> = {
  silent: ["GW0027"],
  HF0003: ["GW0004"],
  HF0002: ["GW0035", 500],
}

/**
 * A card that is not enrolled in 3-D Secure is ready immediately; for others the browser's fingerprint is taken first.
 */
function nextStep(world: World, session: BuildSession): object {
  const isReady = session.card?.behaviour.authentication === "not-enrolled"
  session.state = isReady ? "READY_FOR_PAYMENT" : "CARD_DATA_COLLECTION"
  return {
    workflowState: session.state,
    ...(isReady ? {} : { gdiStatus: { gdiUrl: `${world.framesUrl}/phoenix-0.0/v3/gdi` } }),
  }
}

/** Tells the simulator's own frames how to notify the page. */
function telling({ switches }: World): object {
  if (switches.confirmEnds === "lost") return { isLost: true }
  return switches.confirmEnds === "late" ? { lateMs: switches.confirmLateMs } : {}
}

const fingerprintResults = { ok: "OK", KO: "KO", HF0009: "HF0009", silent: "SILENT" } as const

function checkFingerprint(world: World, request: Request, response: Response): void {
  const session = sessionOf(world, request, response)
  if (!session) return
  const { fingerprint } = world.switches
  if (!session.card || Number(request.query.attemptNumber) < 2) return void response.json({})
  const isTaken = session.state === "CARD_DATA_COLLECTION"
  if (isTaken && fingerprint === "ok") session.state = "READY_FOR_PAYMENT"
  if (isTaken && fingerprint === "KO") failFingerprint(world, session)
  response.json({
    result: fingerprintResults[fingerprint],
    ...(fingerprint === "KO" ? { operation: buildStateView(world, session, "frame").operation } : {}),
    ...telling(world),
  })
}

/** A button works once: pressing one changes the session's state. */
function pressButton(world: World, request: Request, response: Response): void {
  const session = sessionOf(world, request, response)
  if (!session) return
  if (session.state !== "PAYMENT_METHOD_SELECTION") return refuse(response, "GW0001")
  if (request.params.id === "PAY_WITH_CARD") session.state = "CARD_DATA_COLLECTION"
  else {
    session.state = "REDIRECTED_TO_EXTERNAL_DOMAIN"
    session.url = methodUrl(world, session)
  }
  response.json(buildStateView(world, session, "frame"))
}
