import { statSync } from "node:fs"
import path from "node:path"
import type { DataFolder } from "./data-folder"
import { Child } from "./child"
import { DemoProblem } from "./demo-problem"
import type { Started } from "./started"

/** Starts PostgreSQL, and makes the database when there is none. @throws DemoProblem */
export async function startPostgres(started: Started, folder: DataFolder, port: number): Promise<void> {
  assertMayEnter([process.cwd(), folder.root])
  const server = started.add(
    new Child({
      command: [path.join(__dirname, "postgres-server.mjs"), String(port), folder.database],
      logFile: folder.log("postgres"),
      stopSignal: "SIGINT",
    })
  )
  await server.ready(() => server.hasSaid("PostgreSQL is ready."))
}

/** PostgreSQL refuses to run as root; started by root it runs as a user of its own, who has to get there. */
function assertMayEnter(folders: readonly string[]): void {
  if (process.getuid?.() !== 0) {
    return
  }
  for (const folder of folders.flatMap(withParents)) {
    const mayOthersEnter = (statSync(folder).mode & 0o001) !== 0
    if (!mayOthersEnter) {
      throw new DemoProblem(
        `PostgreSQL does not run as root, and its own user may not enter ${folder}. Run the demo as an ordinary user, ` +
          "or from a place that every user may enter, such as /opt or /srv."
      )
    }
  }
}

function withParents(folder: string): string[] {
  const parent = path.dirname(folder)
  return parent === folder ? [folder] : [...withParents(parent), folder]
}
