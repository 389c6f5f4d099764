import { MedusaError } from "@medusajs/framework/utils"
import { answerRefusal } from "../../../src/api/responses/answer-refusal"
import { REFUSAL_STATUS } from "../../../src/api/responses/refusal-status"
import type { RefusalCode } from "../../../src/domain/refusal-codes"
import { REFUSAL_TYPES, refusalError } from "../../../src/medusa/refusal-error"
import { PaymentRefusal } from "../../../src/use-cases/refusal"

const { Types } = MedusaError

/** What HTTP may make of a refusal of each of Medusa's types. */
const STATUSES_OF: Readonly<Record<string, readonly number[]>> = {
  [Types.INVALID_DATA]: [400, 413, 415, 422],
  [Types.FORBIDDEN]: [403],
  [Types.NOT_FOUND]: [404],
  [Types.NOT_ALLOWED]: [409, 429],
  [Types.CONFLICT]: [409],
  [Types.UNEXPECTED_STATE]: [503],
}

const CODES = Object.keys(REFUSAL_STATUS) as RefusalCode[]

describe("a refusal", () => {
  it.each(CODES)("%s says over HTTP what it says to Medusa", (code) => {
    expect(STATUSES_OF[REFUSAL_TYPES[code]]).toContain(REFUSAL_STATUS[code])
    expect(refusalError(code, "Why not.")).toMatchObject({
      type: REFUSAL_TYPES[code],
      code,
      message: "Why not.",
    })
  })

  it("is answered with type, code and message, and the fields that are wrong where there are any", () => {
    const fields = [{ field: "cvv", code: "missing", message: "Enter the security code." }] as const
    expect(answered(new PaymentRefusal("payment_not_found", "There is no such payment."))).toEqual([
      404,
      { type: "not_found", code: "payment_not_found", message: "There is no such payment." },
    ])
    expect(answered(new PaymentRefusal("invalid_card", "Enter the security code.", fields))).toEqual([
      422,
      { type: "invalid_data", code: "invalid_card", message: "Enter the security code.", fields },
    ])
  })
})

function answered(refusal: PaymentRefusal): unknown[] {
  const said: unknown[] = []
  const res = {
    status: (status: number) => (said.push(status), res),
    json: (body: object) => said.push(body),
  }
  answerRefusal(res as unknown as Parameters<typeof answerRefusal>[0], refusal)
  return said
}
