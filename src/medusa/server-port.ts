/** Medusa's default port. */
const DEFAULT_PORT = 9000

/** Whether this process is a server: no migration, no script, no doctor. `develop` runs `start` in a process of its own. */
export function isServer(argv: readonly string[] = process.argv): boolean {
  return argv[2] === "start"
}

/**
 * The port that this process will listen at, from what Medusa's command line takes it from: `--port`, then `PORT`.
 *
 * @returns undefined if the process is not a server, or if the given value is not a port.
 */
export function serverPort(
  argv: readonly string[] = process.argv,
  // eslint-disable-next-line no-restricted-properties -- It is Medusa's, which reads its port from there.
  environment: Readonly<Record<string, string | undefined>> = process.env
): number | undefined {
  if (!isServer(argv)) {
    return undefined
  }
  const [, given] = / (?:-p|--port)[ =]?(\S+)/.exec(argv.slice(2).join(" ")) ?? []
  const port = Number(given ?? (environment["PORT"] || DEFAULT_PORT))
  return Number.isInteger(port) && port > 0 ? port : undefined
}
