import { createHash } from "node:crypto"
import { type IncomingMessage } from "node:http"
import { type Socket } from "node:net"

import { maskCardNumbers } from "../cards/card-facts"
import { type SimulatedClock } from "../time/simulated-clock"

/** One request that the simulator received. Bodies are not kept; nothing here identifies a card or a key. */
export interface CallRecord {
  readonly id: number
  /** Simulated time, ISO 8601. */
  readonly time: string
  readonly method: string
  /** Below the API's base path for API calls; without the query. */
  readonly path: string
  readonly correlationId: string | null
  /** SHA-256 of the `Idempotency-Key`, shortened; null if there was none. */
  readonly idempotencyKeyHash: string | null
  /** Requests with the same number used the same connection. */
  readonly socket: number
  /** The connection had carried an earlier request. */
  readonly isOnReusedSocket: boolean
  /** Alias of the terminal; null if the key was unknown. */
  terminal: string | null
  /** Null until a response is sent, or if none ever is. */
  status: number | null
  /** Whether the call took effect, whatever the response. A replay from the idempotency memory does not. */
  hasExecuted: boolean
  /** The fault that was injected. */
  fault: string | null
  /** Set if the simulator itself failed: a defect to report. */
  defect: string | null
}

const longestLog = 5000

/** The call log, newest last. */
export class CallLog {
  private records: CallRecord[] = []
  private readonly sockets = new WeakMap<Socket, SocketUse>()
  private socketCounter = 0
  private counter = 0

  constructor(private readonly clock: SimulatedClock) {}

  all(): readonly CallRecord[] {
    return this.records
  }

  open(request: IncomingMessage, path: string): CallRecord {
    const key = header(request, "idempotency-key")
    const use = this.useOf(request.socket)
    const record: CallRecord = {
      id: ++this.counter,
      time: new Date(this.clock.now()).toISOString(),
      method: request.method ?? "",
      path: maskCardNumbers(path),
      correlationId: maskCardNumbers(header(request, "correlation-id") ?? "") || null,
      idempotencyKeyHash: key ? createHash("sha256").update(key).digest("hex").slice(0, 16) : null,
      socket: use.number,
      isOnReusedSocket: use.requests > 1,
      terminal: null,
      status: null,
      hasExecuted: false,
      fault: null,
      defect: null,
    }
    this.records.push(record)
    if (this.records.length > longestLog) this.records = this.records.slice(-longestLog)
    return record
  }

  clear(): void {
    this.records = []
  }

  private useOf(socket: Socket): SocketUse {
    const use = this.sockets.get(socket) ?? { number: ++this.socketCounter, requests: 0 }
    use.requests += 1
    this.sockets.set(socket, use)
    return use
  }
}

interface SocketUse {
  readonly number: number
  requests: number
}

/** A request header's single value. */
export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}
