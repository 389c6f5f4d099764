import path from "node:path"
import type { DataFolder } from "./data-folder"
import { Child } from "./child"
import type { Started } from "./started"

/** Starts PostgreSQL, and creates the database if there is none. */
export async function startPostgres(started: Started, folder: DataFolder, port: number): Promise<void> {
  const server = started.add(
    new Child({
      command: [path.join(__dirname, "postgres-server.mjs"), String(port), folder.database],
      logFile: folder.log("postgres"),
      stopSignal: "SIGINT",
    })
  )
  await server.ready(() => server.hasSaid("PostgreSQL is ready."))
}
