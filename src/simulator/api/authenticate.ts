import { type IncomingMessage } from "node:http"

import { header } from "../control/call-log"
import { errorText } from "../reference/error-texts"
import { Refusal, refuseBare, refuseSomehow } from "../refusal"
import { type Terminal } from "../simulator-options"
import { type World } from "../world"

/** The terminal that a request's key belongs to, if any. */
export function terminalOf(world: World, request: IncomingMessage): Terminal | undefined {
  const key = header(request, "x-api-key")
  return world.terminals.find(({ apiKey }) => apiKey === key)
}

/**
 * Refuses a request with bad headers: 401 without a body for an unknown key; PS0057 for a key of the wrong kind; PS0026
 * without `Correlation-Id`. The id's format is not checked: the sandbox accepted one that is not a UUID.
 */
export function requireCredentials(
  { switches }: World,
  terminal: Terminal | undefined,
  request: IncomingMessage
): asserts terminal is Terminal {
  if (!terminal) refuseBare(401)
  if (terminal.keyKind === "plugin") {
    throw new Refusal(switches.wrongKeyKindStatus, [{ code: "PS0057", description: errorText("PS0057") }])
  }
  if (switches.correlationIdRequired && !header(request, "correlation-id"))
    refuseSomehow("PS0026", "Correlation-Id")
}
