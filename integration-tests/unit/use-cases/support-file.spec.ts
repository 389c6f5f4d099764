import { scrub } from "../../../src/use-cases/staff/views/support-file"

describe("words in a support file", () => {
  it.each([
    ["HTTP 400, PS0026: captureType not allowed", "HTTP 400, PS0026: captureType not allowed"],
    ["Declined: Maria.Rossi+shop@mail.example", "Declined: [hidden]"],
    ["call +39 333 123 4567", "call [hidden]"],
    ["call 02/1234567", "call [hidden]"],
    ["AUTHORIZATION EXECUTED 2499 EUR", "AUTHORIZATION EXECUTED 2499 EUR"],
    ["card 4509 0345 4361 5006", "card [hidden]"],
    ["card 450903454361 5006", "card [hidden]"],
  ])("%s", (text, scrubbed) => {
    expect(scrub(text)).toBe(scrubbed)
  })

  it("stay absent where there are none", () => {
    expect(scrub(null)).toBeNull()
  })
})
