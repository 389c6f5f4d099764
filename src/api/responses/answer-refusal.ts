import type { MedusaResponse } from "@medusajs/framework/http"
import { typeOf } from "../../medusa/refusal-error"
import { PaymentRefusal } from "../../use-cases/refusal"
import { statusOf } from "./refusal-status"

/** Responds in the format of Medusa's errors, with a code for programs and the invalid fields. */
export function answerRefusal(res: MedusaResponse, { code, message, fields }: PaymentRefusal): void {
  res
    .status(statusOf(code))
    .json({ type: typeOf(code), code, message, ...(fields === undefined ? {} : { fields }) })
}

/** Runs a route's work. A refusal becomes the response; any other error goes to Medusa's error handler. */
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
