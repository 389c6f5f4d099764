import { execFile } from "node:child_process"
import fs from "node:fs"
import http from "node:http"
import type { AddressInfo } from "node:net"
import os from "node:os"
import path from "node:path"

const GUIDE = path.join(__dirname, "../../../docs/pci-scripts.md")

/** The payment page of a shop, and the responses of its URLs. */
const PAGE = `<!doctype html>
<script src="/one.js"></script><script src='two.js' defer></script><script
  src=/three.js async></script>
<script nonce="abc">start()</script>`

// Each check starts one or two processes of Node.js.
jest.setTimeout(60_000)

describe("the weekly look at the payment page that the guide gives", () => {
  const answers = new Map<string, string>()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-check-"))
  const script = path.join(folder, "check-payment-page.sh")
  const approved = path.join(folder, "approved")
  const server = http.createServer((request, response) => {
    const body = answers.get(request.url ?? "")
    const nonce = Math.random().toString(36)
    response.writeHead(body === undefined ? 404 : 200, {
      "content-security-policy": `script-src 'self' 'nonce-${nonce}'`,
    })
    response.end(body)
  })

  beforeAll(async () => {
    const [, code = ""] =
      /```sh\n(#!\/bin\/sh\n# check-payment-page[\s\S]*?)```/.exec(fs.readFileSync(GUIDE, "utf8")) ?? []
    fs.writeFileSync(script, code)
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  })
  afterAll(() => {
    server.close()
    fs.rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(() => {
    answers.clear()
    answers.set("/shop/checkout", PAGE)
    for (const name of ["/one.js", "/shop/two.js", "/three.js"]) answers.set(name, `// ${name}`)
  })

  async function look(): Promise<{ code: number; printed: string }> {
    const { port } = server.address() as AddressInfo
    return await new Promise((resolve) => {
      execFile("sh", [script, `http://127.0.0.1:${port}/shop/checkout`, approved], (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), printed: stdout + stderr })
      )
    })
  }

  async function approve(): Promise<void> {
    fs.writeFileSync(approved, "")
    const { printed } = await look()
    const lines = printed.split("\n").filter((line) => /^\+(?!\+)/.test(line))
    fs.writeFileSync(approved, lines.map((line) => `${line.slice(1)}\n`).join(""))
  }

  it("names the policy and every script, however its tag is written, and is content with what was approved", async () => {
    await approve()
    const names = fs.readFileSync(approved, "utf8").trim().split("\n")
    expect(names.map((line) => line.replace(/^\S{64} /, ""))).toEqual([
      "content-security-policy: script-src 'self' 'nonce'",
      "/one.js",
      "two.js",
      "/three.js",
      "inline",
    ])
    expect(await look()).toEqual({ code: 0, printed: "" })
  })

  it.each<[string, string, string | undefined]>([
    ["of its own", "/one.js", "steal()"],
    ["with a relative address", "/shop/two.js", "steal()"],
    ["without quotes", "/three.js", "steal()"],
    ["in the page", "/shop/checkout", PAGE.replace("start()", "steal()")],
    ["that is new", "/shop/checkout", `${PAGE}<script src=/one.js></script>`],
    ["that cannot be fetched", "/three.js", undefined],
  ])("fails over a script %s", async (_what, address, text) => {
    await approve()
    if (text === undefined) {
      answers.delete(address)
    } else {
      answers.set(address, text)
    }
    expect((await look()).code).toBe(1)
  })
})
