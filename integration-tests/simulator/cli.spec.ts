import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process"
import { join } from "node:path"

import { startSimulator } from "../../src/simulator"

const cli = join(__dirname, "../../src/simulator/cli.ts")

interface Run {
  readonly process: ChildProcessWithoutNullStreams
  /** Everything printed so far. */
  readonly printed: () => string
  readonly ended: Promise<number | null>
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", cli, ...args])
  let text = ""
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()))
  return {
    process: child,
    printed: () => text,
    ended: new Promise((resolve) => child.once("close", (code) => resolve(code))),
  }
}

async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** Whether a card with this expiry date is valid for two more years. */
function isYearsAhead(month: number, year: number): boolean {
  const now = new Date()
  return new Date(year, month) > new Date(now.getFullYear() + 2, now.getMonth(), now.getDate())
}

describe("the command", () => {
  jest.setTimeout(30_000)

  it("says where it runs, with which keys and cards, and stops when told to", async () => {
    const { process: child, printed, ended } = run("--port", "0")
    await until(() => printed().includes("Stop with"))
    const apiUrl = /API base URL {2}(\S+)/.exec(printed())?.[1] ?? ""
    const apiKey = /^ {4}(\S+) {2}explicit accounting, with MOTO$/m.exec(printed())?.[1] ?? ""
    const expiries = [...printed().matchAll(/^ {4}4349 9401 9900 4549 .* (\d\d)\/(\d\d) /gm)]
    expect(expiries).toHaveLength(1)
    for (const [, month, year] of printed().matchAll(/^ {4}(?:\d{4} ){4}.* (\d\d)\/(\d\d) /gm)) {
      expect(isYearsAhead(Number(month), 2000 + Number(year))).toBe(true)
    }
    const answer = await fetch(`${apiUrl}/orders`, {
      headers: { "X-Api-Key": apiKey, "Correlation-Id": "1" },
    })
    expect(answer.status).toBe(200)
    child.kill("SIGTERM")
    expect(await ended).toBe(0)
  })

  it("says plainly that its port is taken", async () => {
    const simulator = await startSimulator()
    const { printed, ended } = run("--port", String(simulator.port))
    expect(await ended).toBe(1)
    expect(printed()).toBe(
      `Port ${simulator.port} is already in use. Stop the other program, or choose another port with --port.\n`
    )
    await simulator.stop()
  })

  it("says so of the card fields' port, too, and is stopped then", async () => {
    const simulator = await startSimulator()
    const { printed, ended } = run("--port", "0", "--frames-port", String(simulator.port))
    expect(await ended).toBe(1)
    expect(printed()).toBe(
      `Port ${simulator.port} is already in use. Stop the other program, or choose another port with --frames-port.\n`
    )
    await simulator.stop()
  })

  it("explains itself", async () => {
    const { printed, ended } = run("--help")
    expect(await ended).toBe(0)
    expect(printed()).toContain("Usage: xpay-simulator [options]")
  })

  it.each([
    [["--port", "http"], "--port must be a number"],
    [["--public-url", "shop.example"], "--public-url must start with http"],
    [["--frames-port", "-1"], "--frames-port"],
    [["--frames-url", "shop.example"], "--frames-url must start with http"],
    [["--prot", "4780"], "Unknown option '--prot'"],
  ])("does not start with %j", async (args, message) => {
    const { printed, ended } = run(...args)
    expect(await ended).toBe(2)
    expect(printed()).toContain(message)
  })
})
