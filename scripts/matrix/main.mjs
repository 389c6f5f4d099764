// Tests the plugin on other releases of Medusa and Node.js, and writes the results into `passed.json`, from which
// `npm run docs` generates the README's table of versions.
//
//   npm run test:matrix                                   the peer range: its oldest release, the newest of each minor
//   npm run test:matrix -- 2.22.3                         a release, even if not in the range yet
//   npm run test:matrix -- 2.21.2 --node 22.22.3          with another Node.js
//   npm run test:matrix -- 2.21.2 --suites sentinels      only this suite: sentinels, package or http
import { execFileSync, spawnSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { parseArgs } from "node:util"
import semver from "semver"

const ROOT = path.resolve(import.meta.dirname, "../..")
const PASSED = path.join(import.meta.dirname, "passed.json")

/** The suites in order, the fastest first, each as arguments for jest. */
const SUITES = {
  sentinels: ["-i", "integration-tests/sentinels"],
  package: ["-i", "--selectProjects", "package"],
  http: ["-w", "3", "--selectProjects", "http"],
}

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: { node: { type: "string" }, suites: { type: "string", default: Object.keys(SUITES).join(",") } },
})
const suites = asked.suites.split(",")
const strangers = suites.filter((suite) => !(suite in SUITES))
if (strangers.length > 0) {
  console.error(`There is no suite ${strangers.join(", ")}: ${Object.keys(SUITES).join(", ")}.`)
  process.exit(2)
}

const versions = positionals.length > 0 ? positionals : supported()
const work = fs.mkdtempSync(path.join(os.tmpdir(), "xpay-matrix-"))
// PostgreSQL runs as its own user if the tests run as root.
fs.chmodSync(work, 0o755)
const node = asked.node === undefined ? process.execPath : installNode(asked.node)
const nodeVersion = execFileSync(node, ["--version"], { encoding: "utf8" }).trim().slice(1)

const results = versions.map(tryAbandon)
fs.rmSync(work, { recursive: true, force: true })
results.forEach(report)
process.exitCode = results.every(({ failed }) => Object.keys(failed).length === 0) ? 0 : 1

/** The oldest release of the peer range, and the newest of each minor version in it. */
function supported() {
  const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8"))
  const published = npmView("@medusajs/medusa", "versions")
  const range = manifest.peerDependencies["@medusajs/medusa"]
  const fitting = semver.sort(
    published.filter((version) => semver.prerelease(version) === null && semver.satisfies(version, range))
  )
  const newest = new Map(fitting.map((one) => [`${semver.major(one)}.${semver.minor(one)}`, one]))
  return [...new Set([fitting[0], ...newest.values()])]
}

function npmView(what, field) {
  return JSON.parse(execFileSync("npm", ["view", what, field, "--json"], { encoding: "utf8" }))
}

/** Node.js from the package `node`: only for this run, never a dependency. */
function installNode(version) {
  const folder = path.join(work, "node")
  fs.mkdirSync(folder)
  execFileSync("npm", [
    "install",
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--prefix",
    folder,
    `node@${version}`,
  ])
  return path.join(folder, "node_modules/node/bin/node")
}

function tryAbandon(medusa) {
  console.log(`\n── Medusa ${medusa}, Node.js ${nodeVersion}`)
  const tree = medusa === installedMedusa() ? ROOT : treeWith(medusa)
  const passed = {}
  const failed = {}
  for (const suite of suites) {
    const { tests, wrong } = runSuite(tree, suite, medusa)
    Object.assign(wrong.length === 0 ? passed : failed, { [suite]: wrong.length === 0 ? tests : wrong })
  }
  remember({ medusa, node: nodeVersion, passed, failed: Object.keys(failed) })
  return { medusa, passed, failed }
}

function installedMedusa() {
  const file = path.join(ROOT, "node_modules/@medusajs/medusa/package.json")
  return JSON.parse(fs.readFileSync(file, "utf8")).version
}

/** The current tree, in a separate folder, with every Medusa package in that release. */
function treeWith(medusa) {
  const tree = path.join(work, medusa)
  fs.mkdirSync(tree)
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0")
  for (const file of files.filter((one) => one !== "" && fs.existsSync(path.join(ROOT, one)))) {
    fs.cpSync(path.join(ROOT, file), path.join(tree, file))
  }
  fs.rmSync(path.join(tree, "package-lock.json"), { force: true })
  if (fs.existsSync(path.join(ROOT, ".medusa"))) {
    fs.cpSync(path.join(ROOT, ".medusa"), path.join(tree, ".medusa"), { recursive: true })
  }
  const manifest = JSON.parse(fs.readFileSync(path.join(tree, "package.json"), "utf8"))
  const old = manifest.devDependencies["@medusajs/medusa"]
  const dashboard = npmView(`@medusajs/dashboard@${medusa}`, "dependencies")
  for (const [name, range] of Object.entries(manifest.devDependencies)) {
    if (name.startsWith("@medusajs/")) {
      // The design system has its own versions.
      manifest.devDependencies[name] = range === old ? medusa : (dashboard[name] ?? range)
    }
  }
  fs.writeFileSync(path.join(tree, "package.json"), JSON.stringify(manifest, null, 2))
  // Our peer dependencies do not include a release that is only being tested.
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--legacy-peer-deps"], {
    cwd: tree,
    stdio: "inherit",
  })
  return tree
}

/** @returns the number of tests passed, and the message of each failed one in a line. */
function runSuite(tree, suite, medusa) {
  const report = path.join(work, `${suite}.json`)
  fs.rmSync(report, { force: true })
  const jest = path.join(tree, "node_modules/jest/bin/jest.js")
  const rest = ["--forceExit", "--json", `--outputFile=${report}`]
  // Test files must precede the list of project names on jest's command line.
  const { status, signal } = spawnSync(node, ["--experimental-vm-modules", jest, ...SUITES[suite], ...rest], {
    cwd: tree,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      MEDUSA_VERSION: medusa,
      NODE_OPTIONS: "--experimental-vm-modules",
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
    },
  })
  if (!fs.existsSync(report)) {
    return { tests: 0, wrong: [`jest did not end: ${signal ?? `exit code ${status}`}`] }
  }
  const { numPassedTests: tests, testResults } = JSON.parse(fs.readFileSync(report, "utf8"))
  const wrong = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const red = assertionResults.filter((one) => one.status === "failed")
    const lines = red.map(({ fullName, failureMessages: [first = ""] }) => lookAt(fullName, first))
    return red.length === 0 && status === "failed" ? [`${path.basename(name)}: ${firstLine(message)}`] : lines
  })
  return { tests, wrong: tests === 0 && wrong.length === 0 ? ["no test ran"] : wrong }
}

/** A sentinel's message says what has changed and what to check. */
function lookAt(title, message) {
  const text = firstLine(message)
  return text.startsWith("No longer so: ") ? text : `${title}: ${text}`
}

function firstLine(message) {
  // eslint-disable-next-line no-control-regex
  const plain = message.replace(/\u001b\[[0-9;]*m/g, "")
  return plain
    .replace(/^\s*(Error: )?/, "")
    .split("\n")[0]
    .trim()
}

/** One line for each pair of releases. Results of suites not run this time are kept. */
function remember({ medusa, node, passed, failed }) {
  const all = JSON.parse(fs.readFileSync(PASSED, "utf8"))
  const isSame = (one) => one.medusa === medusa && one.node === node
  const before = all.find(isSame)?.passed ?? {}
  const kept = Object.fromEntries(Object.entries(before).filter(([suite]) => !failed.includes(suite)))
  const day = new Date().toISOString().slice(0, 10)
  const rest = all.filter((one) => !isSame(one))
  const sorted = [...rest, { medusa, node, day, passed: { ...kept, ...passed } }].sort(
    (one, other) => semver.compare(one.medusa, other.medusa) || semver.compare(one.node, other.node)
  )
  fs.writeFileSync(PASSED, `${JSON.stringify(sorted, null, 2)}\n`)
}

function report({ medusa, passed, failed }) {
  console.log(`\nMedusa ${medusa}, Node.js ${nodeVersion}`)
  Object.entries(passed).forEach(([suite, tests]) =>
    console.log(`  ${suite.padEnd(10)} ${tests} tests passed`)
  )
  for (const [suite, wrong] of Object.entries(failed)) {
    console.log(`  ${suite.padEnd(10)} FAILS: look at`)
    wrong.forEach((line) => console.log(`    - ${line}`))
  }
}
