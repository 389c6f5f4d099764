import type { MedusaResponse } from "@medusajs/framework/http"
import { typeOf } from "../../medusa/refusal-error"
import { PaymentRefusal } from "../../use-cases/refusal"
import { statusOf } from "./refusal-status"

/** Answers in the shape of Medusa's errors, with a code for programs and the fields that are wrong. */
export function answerRefusal(res: MedusaResponse, { code, message, fields }: PaymentRefusal): void {
  res
    .status(statusOf(code))
    .json({ type: typeOf(code), code, message, ...(fields === undefined ? {} : { fields }) })
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
