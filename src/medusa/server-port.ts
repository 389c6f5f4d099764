/** What Medusa listens at when nobody says otherwise. */
const DEFAULT_PORT = 9000

/**
 * The port that this process will listen at, from what Medusa's command line takes it from: `--port`, then `PORT`.
 *
 * @returns undefined when the process is no server: a migration, a script, the doctor.
 */
export function serverPort(
  argv: readonly string[] = process.argv,
  // eslint-disable-next-line no-restricted-properties -- It is Medusa's, which reads its port from there.
  environment: Readonly<Record<string, string | undefined>> = process.env
): number | undefined {
  const words = argv.slice(2)
  // `develop` runs `start` in a process of its own.
  if (words[0] !== "start") {
    return undefined
  }
  const [, said] = /(?:^| )(?:-p|--port)[ =]?(\d+)(?= |$)/.exec(words.join(" ")) ?? []
  return Number(said ?? (environment["PORT"] || DEFAULT_PORT))
}
