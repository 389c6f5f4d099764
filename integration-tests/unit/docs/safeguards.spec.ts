import path from "node:path"
import { problemOf } from "../../../scripts/check-claims"
import { problemOfEdit } from "../../../scripts/mutation/apply"
import { SAFEGUARDS } from "../../../scripts/mutation/safeguards"

const ROOT = path.join(__dirname, "../../..")

describe("the list of safeguards to switch off", () => {
  it("fits the code, and every one has its test", () => {
    expect(SAFEGUARDS.flatMap(({ off }) => off.flatMap((edit) => problemOfEdit(ROOT, edit) ?? []))).toEqual(
      []
    )
    expect(SAFEGUARDS.flatMap(({ killer }) => problemOf(killer) ?? [])).toEqual([])
  })

  it("has no name twice", () => {
    const names = SAFEGUARDS.map(({ name }) => name)
    expect([...new Set(names)]).toEqual(names)
  })

  it("would not fit when a text was not there, or more than once", () => {
    const file = "scripts/mutation/safeguards/operations.ts"
    expect(problemOfEdit(ROOT, { file, find: "never heard " + "of", replace: "" })).toMatch(/has 0 times/)
    expect(problemOfEdit(ROOT, { file, find: "killer(", replace: "" })).toMatch(/has \d{2,} times/)
    expect(problemOfEdit(ROOT, { file: "LICENSE", find: "MIT License", replace: "MIT License" })).toMatch(
      /does not change/
    )
  })
})
