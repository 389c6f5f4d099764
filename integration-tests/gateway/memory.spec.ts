import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { API_KEY, connect } from "./support/client"
import { answer } from "./support/xpay-double"

const PAN = "5186151650005008"
const SCRIPT = path.join(__dirname, "support/leave-heap.ts")

describe("the memory of a process that has charged a card", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "xpay-heap-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("holds no card number any more, once the garbage collector has run", async () => {
    const { double } = await connect()
    double.will(answer(400))
    const file = path.join(folder, "heap.heapsnapshot")
    const args = ["--expose-gc", "-r", "ts-node/register/transpile-only", SCRIPT, double.url, API_KEY, file]
    const output = await new Promise<string>((resolve) => {
      const child = execFile(process.execPath, args, (_, stdout, stderr) => resolve(stdout + stderr))
      child.stdin?.end(`${PAN} 123`, "latin1")
    })
    expect(output).toContain("outcome: refused\nwritten")
    expect(double.lastRequest.text).toContain(PAN)
    const heap = readFileSync(file, "latin1")
    // The search finds what exists.
    expect(heap).toContain([...PAN].reverse().join(""))
    expect(heap).not.toContain(PAN)
  }, 240_000)
})
