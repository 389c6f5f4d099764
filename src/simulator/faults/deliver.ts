import { type IncomingMessage, type ServerResponse } from "node:http"

import { type World } from "../world"
import { type Fault } from "./fault-rules"
import type { ApiAnswer } from "../api/api-answer"

const badGateway = `<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`

/** One HTTP exchange that awaits its response. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly rawBody: Buffer
}

/** Sends the genuine response. */
export function send({ response }: Exchange, answer: ApiAnswer): void {
  const payload = answer.body === undefined ? "" : JSON.stringify(answer.body)
  sendText(response, answer.status, "application/json", payload)
}

/**
 * Sends the response that the fault requires. `answer` is the executed call's response, or null if it was not executed.
 * Returns the status sent, or null if the client gets no (complete) response.
 */
export function deliverFaulty(
  world: World,
  fault: Fault,
  exchange: Exchange,
  answer: ApiAnswer | null
): number | null {
  const { response, request } = exchange
  const genuine = answer ?? { status: 200 }
  switch (fault.kind) {
    case "delay":
      send(exchange, genuine)
      return genuine.status
    case "close-idle":
      response.once("finish", () => closeWhenIdle(world, request, fault.ms ?? 0))
      send(exchange, genuine)
      return genuine.status
    case "stall":
    case "execute-then-stall":
      return null
    case "reset-before":
    case "reset-after":
      request.socket.resetAndDestroy()
      return null
    case "half-body":
      sendHalf(response, genuine)
      return null
    case "status": {
      const status = fault.status ?? 502
      sendText(response, status, "text/html", badGateway)
      return status
    }
    case "garbage":
      sendText(
        response,
        200,
        "application/json",
        '{"operation":{"orderId":"\u0000\u0000 <!-- truncated by proxy -->'
      )
      return 200
    case "empty":
      sendText(response, 200, "application/json", "")
      return 200
    case "echo-request": {
      const status = fault.status ?? 500
      send(exchange, { status, body: echoOf(exchange) })
      return status
    }
  }
}

/** The worst case of an upstream: it echoes everything it received, including the card, in an error text. */
function echoOf({ request, rawBody }: Exchange): unknown {
  const description = `Unable to process request ${request.method} ${request.url}: ${rawBody.toString("utf8")}`
  return { errors: [{ code: "GW0001", description }] }
}

function sendText(response: ServerResponse, status: number, contentType: string, text: string): void {
  response.statusCode = status
  response.setHeader("Content-Type", contentType)
  response.setHeader("Content-Length", Buffer.byteLength(text))
  response.end(text)
}

function sendHalf(response: ServerResponse, answer: ApiAnswer): void {
  const payload = Buffer.from(JSON.stringify(answer.body ?? {}))
  response.statusCode = answer.status
  response.setHeader("Content-Type", "application/json")
  response.setHeader("Content-Length", payload.length)
  response.write(payload.subarray(0, Math.floor(payload.length / 2)), () => response.destroy())
}

/** Closes a kept-alive connection some time after its response, unless it has been used again. */
function closeWhenIdle(world: World, request: IncomingMessage, ms: number): void {
  const { socket } = request
  const seen = socket.bytesRead
  world.timers.after(ms, () => {
    if (socket.bytesRead === seen) socket.destroy()
  })
}
