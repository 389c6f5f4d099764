import { Router, raw, type Request, type Response } from "express"

import { header, type CallRecord } from "../control/call-log"
import { deliverFaulty, send } from "../faults/deliver"
import { type Fault } from "../faults/fault-rules"
import { errorText } from "../reference/error-texts"
import { Refusal, refuseBare } from "../refusal"
import { type World } from "../world"
import type { Endpoint } from "./api-call"
import { requireCredentials, terminalOf } from "./authenticate"
import { parseJson } from "./parse-body"
import type { ApiAnswer } from "./api-answer"

/**
 * The payment API over HTTP. Every request is logged, may be hit by a fault, and is executed atomically. Unknown paths
 * return 404 without a body, as unknown orders do.
 */
export function apiRouter(world: World, endpoints: readonly Endpoint[]): Router {
  const router = Router({ caseSensitive: true })
  router.use(raw({ type: () => true, limit: "1mb" }))
  for (const endpoint of endpoints) {
    const handle = (request: Request, response: Response): void =>
      void serve(world, endpoint, request, response)
    if (endpoint.method === "GET") router.get(endpoint.path, handle)
    else router.post(endpoint.path, handle)
  }
  router.use((request, response) => void serve(world, unknownPath, request, response))
  return router
}

const unknownPath: Endpoint = { method: "GET", path: "*", execute: () => refuseBare(404) }

async function serve(world: World, endpoint: Endpoint, request: Request, response: Response): Promise<void> {
  const { path } = request
  const record = world.calls.open(request, path)
  const terminal = terminalOf(world, request)
  record.terminal = terminal?.alias ?? null
  response.setHeader("cid", world.random.uuid())
  response.setHeader("Date", new Date(world.clock.now()).toUTCString())
  const exchange = { request, response, rawBody: bodyOf(request) }
  const fault = world.faults.take({
    method: request.method,
    path,
    terminal: record.terminal,
    isReusedSocket: record.isOnReusedSocket,
  })
  record.fault = fault?.kind ?? null
  if (fault && fault.kind !== "close-idle") await world.timers.wait(fault.ms ?? 0)

  const answer = isExecuted(fault) ? execute(world, endpoint, exchange, record) : null
  if (fault) record.status = deliverFaulty(world, fault, exchange, answer)
  else if (answer) {
    record.status = answer.status
    send(exchange, answer)
  }
}

function isExecuted(fault: Fault | undefined): boolean {
  return fault === undefined || fault.executes
}

interface Incoming {
  readonly request: Request
  readonly rawBody: Buffer
}

function execute(
  world: World,
  endpoint: Endpoint,
  { request, rawBody }: Incoming,
  record: CallRecord
): ApiAnswer {
  return answered(world, record, () => {
    const terminal = terminalOf(world, request)
    requireCredentials(world, terminal, request)
    const body = parseJson(rawBody)
    // Here a business refusal is an ordinary response: the idempotency memory may have to store it.
    const run = (): ApiAnswer =>
      answered(world, record, () => {
        const answer = endpoint.execute({
          world,
          terminal,
          params: request.params,
          query: queryOf(request),
          body,
        })
        record.hasExecuted = true
        return answer
      })
    if (!endpoint.idempotency) return run()
    return world.idempotency.answer(
      {
        terminal: terminal.alias,
        key: header(request, "idempotency-key"),
        path: request.path,
        rawBody,
        isKeyRequired: isKeyRequired(world, endpoint.idempotency),
      },
      world.switches,
      run
    )
  })
}

function isKeyRequired({ switches }: World, use: NonNullable<Endpoint["idempotency"]>): boolean {
  if (use === "mit") return switches.mitKeyRequired
  return switches.idempotencyKeyRequired && (use === "documented" || switches.cancelKeyRequired)
}

function answered(world: World, record: CallRecord, run: () => ApiAnswer): ApiAnswer {
  try {
    return run()
  } catch (error) {
    if (error instanceof Refusal) {
      const { status, hasAssumedCode, errors } = error
      if (errors.length === 0) return bare(world, status)
      const isGeneric = hasAssumedCode && world.switches.assumedCodes === "generic"
      return {
        status,
        body: { errors: isGeneric ? [{ code: "GW0001", description: errorText("GW0001") }] : errors },
      }
    }
    record.defect = error instanceof Error ? (error.stack ?? error.message) : "unknown"
    return { status: 500, body: { errors: [{ code: "PS0000", description: errorText("PS0000") }] } }
  }
}

/** 401 and 404 have no documented body. */
function bare({ switches }: World, status: number): ApiAnswer {
  if (switches.bareRefusals === "empty") return { status }
  return { status, body: { errors: [{ code: "PS0000", description: errorText("PS0000") }] } }
}

function bodyOf(request: Request): Buffer {
  const body: unknown = request.body
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}

function queryOf(request: Request): Record<string, string> {
  const { searchParams } = new URL(request.url, "http://simulator.invalid")
  return Object.fromEntries(searchParams)
}
