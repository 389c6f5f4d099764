import { accessSync, constants } from "node:fs"

const USUAL_PLACES = [
  "/usr/bin/redis-server",
  "/usr/local/bin/redis-server",
  "/opt/homebrew/bin/redis-server",
]

/** A Redis server to test with: `REDIS_SERVER_PATH`, or one in a usual place. */
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
