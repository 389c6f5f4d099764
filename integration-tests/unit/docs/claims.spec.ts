import { readFileSync } from "node:fs"
import path from "node:path"
import { namedTests, problemOf } from "../../../scripts/check-claims"

const DOCUMENTS = ["security.md", "reliability.md", "features.md"]

describe("the tests that the documents name as proof", () => {
  it.each(DOCUMENTS)("are there: %s", (document) => {
    const named = namedTests(document)
    expect(named.length).toBeGreaterThan(20)
    expect(named.flatMap((one) => problemOf(one) ?? [])).toEqual([])
  })

  it("leave no promise of the 77 out, and say none twice", () => {
    const numbers = DOCUMENTS.flatMap((document) => {
      const text = readFileSync(path.join(__dirname, "../../../docs", document), "utf8")
      return [...text.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number))
    })
    expect(numbers.sort((one, other) => one - other)).toEqual(
      Array.from({ length: 77 }, (_, index) => index + 1)
    )
  })

  it("would be missed", () => {
    expect(problemOf({ file: "http/nowhere.spec.ts", title: "x" })).toBe("there is no http/nowhere.spec.ts")
    expect(problemOf({ file: "http/access-limits.spec.ts", title: "opens for everybody" })).toMatch(
      /has no test/
    )
  })
})
