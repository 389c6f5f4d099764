import { createRequire } from "node:module"
import type * as Telemetry from "@medusajs/framework/telemetry"
import type { CallTracer } from "../../gateway/transport/caller"

type Tracer = InstanceType<typeof Telemetry.Tracer>

let tracer: Tracer | undefined

/** Loaded with the first call: by that time a server has loaded it, and its start need not wait for it. */
function loadTracer(): Tracer {
  if (tracer === undefined) {
    const { Tracer } = createRequire(__filename)("@medusajs/framework/telemetry") as typeof Telemetry
    tracer = new Tracer("medusa-payment-nexi-xpay")
  }
  return tracer
}

/** OpenTelemetry's status code for a failed span. */
const ERROR = 2

/**
 * A span around each request to XPay, inside the caller's span. Costs almost nothing while Medusa's
 * OpenTelemetry instrumentation is off. Contains ids, the path and the outcome; nothing from the request or
 * response body.
 */
export const traceCall: CallTracer = (verb, send) =>
  loadTracer().trace(`XPay ${verb}`, async (span) => {
    try {
      const { outcome, facts } = await send()
      span.setAttributes(facts)
      if (outcome.kind !== "done") {
        span.setStatus({ code: ERROR, message: outcome.error.message })
      }
      return outcome
    } finally {
      span.end()
    }
  })
