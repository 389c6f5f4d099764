import { answerRefusal } from "../../../src/api/responses/answer-refusal"
import { statusOf } from "../../../src/api/responses/refusal-status"
import { refusalError } from "../../../src/medusa/refusal-error"
import { PaymentRefusal } from "../../../src/use-cases/refusal"

describe("a refusal", () => {
  it.each([
    ["invalid_json", 400, "invalid_data"],
    ["amount_too_fine", 422, "invalid_data"],
    ["too_large", 413, "invalid_data"],
    ["not_json", 415, "invalid_data"],
    ["staff_only", 403, "forbidden"],
    ["payment_not_found", 404, "not_found"],
    ["cart_changed", 409, "not_allowed"],
    ["being_booked", 409, "conflict"],
    ["too_many_tries", 429, "not_allowed"],
    ["in_doubt", 503, "unexpected_state"],
  ] as const)("%s is %i over HTTP, and %s to Medusa", (code, status, type) => {
    expect(statusOf(code)).toBe(status)
    expect(refusalError(code, "Why not.")).toMatchObject({ type, code, message: "Why not." })
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
