import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import path from "node:path"
import { isOpenToPostgres, ROOTS_FOLDER } from "../../scripts/open-to-postgres.cjs"
import type { StoreFile } from "../seed"
import { DemoProblem } from "./demo-problem"

/** Files that the demo keeps between runs. */
export class DataFolder {
  readonly database: string
  readonly storefront: string
  /** Written by the seed when the store is complete. */
  readonly storeFile: string
  /** Records the database schema, for {@link DataFolder.isUpToDate}. */
  private readonly schemaFile: string
  private readonly logs: string

  /** @throws DemoProblem when the folder is not writable, or another demo uses it. */
  constructor(readonly root: string) {
    this.storefront = path.join(root, "storefront")
    this.storeFile = path.join(root, "store.json")
    this.schemaFile = path.join(root, "schema.txt")
    this.logs = path.join(root, "logs")
    this.write(() => {
      // Regardless of the umask: when root runs the demo, PostgreSQL's own user must reach its folder.
      if (mkdirSync(this.logs, { recursive: true }) !== undefined) {
        chmodSync(root, 0o755)
      }
      accessSync(this.logs, constants.W_OK)
      accessSync(root, constants.W_OK)
    })
    this.database = databaseFolder(root)
    if (isPostgresRunningOn(this.database)) {
      throw new DemoProblem(
        `Another demo runs on ${root}. Stop it first, or give this one a folder of its own with --data.`
      )
    }
  }

  log(name: string): string {
    return path.join(this.logs, `${name}.log`)
  }

  /** Deletes the store, and nothing else in the folder. @throws DemoProblem */
  clear(): void {
    this.write(() => {
      for (const own of [this.storeFile, this.schemaFile, this.database, this.storefront]) {
        rmSync(own, { recursive: true, force: true })
      }
    })
  }

  /** True if a complete store exists. A first start that was interrupted leaves none. */
  hasStore(): boolean {
    return existsSync(this.storeFile) && existsSync(path.join(this.database, "PG_VERSION"))
  }

  /** @throws DemoProblem */
  readStore(): StoreFile {
    try {
      return JSON.parse(readFileSync(this.storeFile, "utf8")) as StoreFile
    } catch {
      throw new DemoProblem(`${this.storeFile} cannot be read. Start over with: npm run demo -- --fresh`)
    }
  }

  /** True if the database was created for this `schema`. */
  isUpToDate(schema: string): boolean {
    return existsSync(this.schemaFile) && readFileSync(this.schemaFile, "utf8") === schema
  }

  setUpToDate(schema: string): void {
    writeFileSync(this.schemaFile, schema)
  }

  private write(change: () => void): void {
    try {
      change()
    } catch {
      throw new DemoProblem(
        `The demo may not write to ${this.root}: it belongs to another user. Choose another folder with --data.`
      )
    }
  }
}

/** Inside the data folder; outside it when root runs the demo in a folder that PostgreSQL's own user cannot enter. */
function databaseFolder(root: string): string {
  if (isOpenToPostgres(root)) {
    return path.join(root, "postgres")
  }
  const name = `demo-${createHash("sha256").update(path.resolve(root)).digest("hex").slice(0, 12)}`
  const folder = path.join(ROOTS_FOLDER, name)
  mkdirSync(folder, { recursive: true })
  for (const one of [ROOTS_FOLDER, folder]) {
    chmodSync(one, 0o755)
  }
  return path.join(folder, "postgres")
}

/** PostgreSQL records its process id in its folder. After a power cut the id is stale and may belong to any process. */
function isPostgresRunningOn(folder: string): boolean {
  const note = path.join(folder, "postmaster.pid")
  if (!existsSync(note)) {
    return false
  }
  try {
    const [pid = ""] = readFileSync(note, "utf8").split("\n")
    return execFileSync("ps", ["-ww", "-o", "args=", "-p", pid], { encoding: "utf8" }).includes(folder)
  } catch {
    // No such process, or not visible to this user. PostgreSQL itself protects its folder.
    return false
  }
}
