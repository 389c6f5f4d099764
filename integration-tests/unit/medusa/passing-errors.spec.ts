import { passingCause } from "../../../src/medusa/passing-errors"

describe("an error of a completion", () => {
  it.each([
    { code: "57P01", message: "terminating connection due to administrator command" },
    { code: "08006" },
    { code: "40001" },
    { code: "40P01" },
    { code: "53300" },
    { code: "57014", message: "canceling statement due to statement timeout" },
    { code: "58030" },
    { code: "ECONNREFUSED" },
    { code: "ECONNRESET" },
    { name: "KnexTimeoutError", message: "Knex: Timeout acquiring a connection." },
    new Error("Connection terminated unexpectedly"),
    new Error("Timed-out acquiring lock."),
    { type: "conflict", message: "Timed-out acquiring lock." },
    { message: 'Failed to acquire lock for key "iitem_1"' },
  ])("passes by itself: %j", (error) => {
    expect(passingCause(error)).toMatch(/^\w/)
  })

  it.each([
    { type: "not_allowed", code: "insufficient_inventory", message: "Not enough stock" },
    // A duplicate value, or a text that is not a number: the result is the same every time.
    { code: "23505" },
    { code: "22P02" },
    { code: "42P01" },
    new Error("The shop is closed; Connection terminated is what its hook says."),
    "57P01",
    undefined,
    null,
  ])("stays: %j", (error) => {
    expect(passingCause(error)).toBeUndefined()
  })
})
