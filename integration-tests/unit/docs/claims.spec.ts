import { existsSync } from "node:fs"
import path from "node:path"
import { namedTests, problemOf } from "../../../scripts/check-claims"

const DOCS = path.join(__dirname, "../../../docs")

describe("the tests that the documents name as proof", () => {
  it.each(["security.md", "reliability.md"].filter((document) => existsSync(path.join(DOCS, document))))(
    "are there: %s",
    (document) => {
      const named = namedTests(document)
      expect(named.length).toBeGreaterThan(20)
      expect(named.flatMap((one) => problemOf(one) ?? [])).toEqual([])
    }
  )

  it("would be missed", () => {
    expect(problemOf({ file: "http/nowhere.spec.ts", title: "x" })).toBe("there is no http/nowhere.spec.ts")
    expect(problemOf({ file: "http/doors.spec.ts", title: "opens for everybody" })).toMatch(/has no test/)
  })
})
