import { accessSync, constants } from "node:fs"

const USUAL_PLACES = [
  "/usr/bin/redis-server",
  "/usr/local/bin/redis-server",
  "/opt/homebrew/bin/redis-server",
]

/** The path of a Redis server for tests: `REDIS_SERVER_PATH`, or a usual location. */
export function findRedis(): string | undefined {
  const { REDIS_SERVER_PATH } = process.env
  return (REDIS_SERVER_PATH === undefined ? USUAL_PLACES : [REDIS_SERVER_PATH]).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
