import { readFileSync } from "node:fs"
import path from "node:path"
import semver from "semver"

const ROOT = path.join(__dirname, "../../..")

interface Passed {
  readonly medusa: string
  readonly node: string
  readonly passed: Readonly<Record<string, number>>
}

const SUITES = ["sentinels", "package", "http"]

function hasPassed({ passed }: Passed, suite: string): boolean {
  return (passed[suite] ?? 0) > 0
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(ROOT, file), "utf8")) as T
}

describe("the releases that the plugin asks for", () => {
  const { peerDependencies, engines } = read<{
    peerDependencies: Record<string, string>
    engines: { node: string }
  }>("package.json")
  const passed = read<Passed[]>("scripts/matrix/passed.json").filter((one) => hasPassed(one, "sentinels"))
  /** Everything passed on at least one Node.js. */
  const supported = passed
    .filter((one) => SUITES.every((suite) => hasPassed(one, suite)))
    .map(({ medusa }) => medusa)
  const { version: installed } = read<{ version: string }>("node_modules/@medusajs/medusa/package.json")

  it.each(["@medusajs/medusa", "@medusajs/framework"])(
    "begin and end with one on which all suites passed: %s",
    (name) => {
      const range = peerDependencies[name] ?? ""
      expect(supported).toContain(semver.minVersion(range)?.version)
      expect(semver.satisfies(installed, range)).toBe(true)
      expect(supported).toContain(installed)
      // Only the matrix admits a new minor release.
      expect(semver.satisfies(`${semver.major(installed)}.${semver.minor(installed) + 1}.0`, range)).toBe(
        false
      )
    }
  )

  it("are tried on every major release of Node.js that is taken", () => {
    const taken = Array.from({ length: 100 }, (_, major) => major).filter((major) =>
      semver.intersects(`${major}.x`, engines.node)
    )
    expect(taken.length).toBeGreaterThan(0)
    for (const major of taken) {
      expect(passed.map(({ node }) => semver.major(node))).toContain(major)
    }
  })
})
