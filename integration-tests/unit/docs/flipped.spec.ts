import { readdirSync } from "node:fs"
import path from "node:path"
import { flippedSuites } from "../../harness/flipped-suites.cjs"
import notFlipped from "../../not-flipped.json"

describe("the run with every assumption turned round", () => {
  const suites = readdirSync(path.join(__dirname, "../../http"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".spec.ts"))
    .map((name) => name.replace(/\.spec\.ts$/, ""))
  const leftOut = Object.values<readonly string[]>(notFlipped).flat()

  it("leaves out suites that are there, each once (not-flipped.json)", () => {
    expect(leftOut.filter((name) => !suites.includes(name))).toEqual([])
    expect(new Set(leftOut).size).toBe(leftOut.length)
  })

  it("has every other suite on a whole store, and is what `npm run test:flipped` runs", () => {
    expect([...flippedSuites(), ...leftOut].sort()).toEqual(suites.sort())
    expect(specsOfProject("http")).toEqual(
      flippedSuites().map((suite) => `<rootDir>/integration-tests/http/${suite}.spec.ts`)
    )
  })
})

/** What jest looks for in a run with every assumption turned round. */
function specsOfProject(displayName: string): unknown {
  const before = process.env["FLIP_ASSUMED_RULES"]
  process.env["FLIP_ASSUMED_RULES"] = "1"
  let found: unknown
  jest.isolateModules(() => {
    const { projects } = jest.requireActual<{ projects: { displayName: string; testMatch: string[] }[] }>(
      "../../../jest.config.cjs"
    )
    found = projects.find((project) => project.displayName === displayName)?.testMatch
  })
  if (before === undefined) delete process.env["FLIP_ASSUMED_RULES"]
  else process.env["FLIP_ASSUMED_RULES"] = before
  return found
}
