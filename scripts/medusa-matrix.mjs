// Proves the package on every Medusa that it says it works with: the newest release of each minor version within the
// peer range, and the oldest release of the range. Each is a new application that installs the package.
import { execFileSync, spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import semver from "semver"

const { peerDependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
const range = peerDependencies["@medusajs/medusa"]

const published = JSON.parse(
  execFileSync("npm", ["view", "@medusajs/medusa", "versions", "--json"], { encoding: "utf8" })
)
const supported = published.filter(
  (version) => semver.prerelease(version) === null && semver.satisfies(version, range)
)
const newestOfMinor = new Map(
  semver.sort([...supported]).map((version) => [`${semver.major(version)}.${semver.minor(version)}`, version])
)
const versions = [...new Set([semver.sort([...supported])[0], ...newestOfMinor.values()])]

console.log(`Medusa ${range}: testing ${versions.join(", ")} of ${supported.length} releases.`)
const results = versions.map((version) => {
  console.log(`\n── Medusa ${version}`)
  const { status } = spawnSync("npx", ["jest", "--selectProjects", "package"], {
    stdio: "inherit",
    env: { ...process.env, MEDUSA_VERSION: version, NODE_OPTIONS: "--experimental-vm-modules" },
  })
  return { version, passed: status === 0 }
})

console.log("\nMedusa   package")
results.forEach(({ version, passed }) => console.log(`${version.padEnd(8)} ${passed ? "works" : "FAILS"}`))
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1
