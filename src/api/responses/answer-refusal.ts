import type { MedusaResponse } from "@medusajs/framework/http"
import { PaymentRefusal } from "../../use-cases/refusal"

const TYPES: Readonly<Record<PaymentRefusal["status"], string>> = {
  400: "invalid_data",
  403: "forbidden",
  404: "not_found",
  409: "not_allowed",
  413: "invalid_data",
  415: "invalid_data",
  422: "invalid_data",
  429: "not_allowed",
  503: "unexpected_state",
}

/** Answers in the shape of Medusa's errors, with a code for programs and the fields that are wrong. */
export function answerRefusal(res: MedusaResponse, { status, code, message, fields }: PaymentRefusal): void {
  res.status(status).json({ type: TYPES[status], code, message, ...(fields === undefined ? {} : { fields }) })
}

/** Runs a route's work; a refusal becomes its answer, anything else goes to Medusa's error handler. */
export async function withRefusals(res: MedusaResponse, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof PaymentRefusal)) {
      throw error
    }
    answerRefusal(res, error)
  }
}
