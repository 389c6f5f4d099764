// Checks the package's dependencies: writes the bill of materials (CycloneDX), rejects licences unsuitable for a shop,
// and queries the registry for known vulnerabilities if it is available.
import { spawnSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"

const ALLOWED = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"]
const FILE = ".medusa/sbom.cdx.json"

const npm = (...args) => spawnSync("npm", args, { encoding: "utf8", maxBuffer: 1 << 26 })

const sbom = npm(
  "sbom",
  "--sbom-format",
  "cyclonedx",
  "--omit",
  "dev",
  "--omit",
  "peer",
  "--omit",
  "optional"
)
if (sbom.status !== 0) {
  throw new Error(`npm could not write the bill of materials:\n${sbom.stderr}`)
}
const { components } = JSON.parse(sbom.stdout)
mkdirSync(".medusa", { recursive: true })
writeFileSync(FILE, sbom.stdout)

const licenceOf = ({ licenses = [] }) =>
  licenses.map(({ license, expression }) => license?.id ?? expression ?? license?.name).join(" AND ")
const strangers = components.filter((component) => !ALLOWED.includes(licenceOf(component)))
components.forEach((component) =>
  console.log(`${component.name} ${component.version}: ${licenceOf(component)}`)
)
console.log(`${components.length} packages that Medusa does not bring; bill of materials in ${FILE}`)
if (components.length === 0 || strangers.length > 0) {
  console.error(
    `Licences to look at: ${strangers.map(({ name }) => name).join(", ") || "there is no component"}`
  )
  process.exitCode = 1
}

const audit = npm("audit", "--omit", "dev", "--json", "--audit-level", "high")
const report = safeParse(audit.stdout)
if (report?.metadata?.vulnerabilities === undefined) {
  console.log("Known vulnerabilities: not checked, because the registry does not answer this question here.")
} else {
  const { high, critical } = report.metadata.vulnerabilities
  console.log(`Known vulnerabilities: ${high} high, ${critical} critical.`)
  process.exitCode ||= high + critical > 0 ? 1 : 0
}

function safeParse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
