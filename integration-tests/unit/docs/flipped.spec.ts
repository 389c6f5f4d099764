import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { flippedSuites } from "../../harness/flipped-suites.cjs"
import notFlipped from "../../not-flipped.json"

const SIMULATOR = path.join(__dirname, "../../../docs/simulator.md")

describe("the run with every assumption turned round", () => {
  const suites = readdirSync(path.join(__dirname, "../../http"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".spec.ts"))
    .map((name) => name.replace(/\.spec\.ts$/, ""))
  const leftOut = Object.values<readonly string[]>(notFlipped).flat()

  it("leaves out suites that are there, each once (not-flipped.json)", () => {
    expect(leftOut.filter((name) => !suites.includes(name))).toEqual([])
    expect(new Set(leftOut).size).toBe(leftOut.length)
  })

  it("was run with every suite that it has, and nothing was red", () => {
    const [, run = ""] =
      /<!-- generated: flipped run -->([\s\S]*?)<!-- end: flipped run -->/.exec(
        readFileSync(SIMULATOR, "utf8")
      ) ?? []
    const rows = [...run.matchAll(/^\| `([^`]+)` \| \d+ \| (\d+) \|/gm)]
    expect(rows.map(([, suite]) => suite)).toEqual(flippedSuites())
    expect(rows.filter(([, , red]) => red !== "0")).toEqual([])
  })

  it("has every other suite on a whole store, and is what `npm run test:flipped` runs", () => {
    expect([...flippedSuites(), ...leftOut].sort()).toEqual(suites.sort())
    expect(specsOfProject("http")).toEqual(
      flippedSuites().map((suite) => `<rootDir>/integration-tests/http/${suite}.spec.ts`)
    )
  })
})

/** The specs that jest finds in a run with every assumption inverted. */
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
