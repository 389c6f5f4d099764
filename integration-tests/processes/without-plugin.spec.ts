import { spawn } from "node:child_process"
import path from "node:path"
import { postgresUrl } from "../harness/postgres"
import { makeEmptyStore } from "../harness/store-template"

const SHOP = path.join(__dirname, "without-plugin")
const CLI = require.resolve("@medusajs/cli/cli.js")
const NAME = "xpay-without-plugin"

const TS_NODE = require.resolve("ts-node/dist/bin")
const DOCTOR = path.resolve(__dirname, "../../src/cli/main.ts")

jest.setTimeout(300_000)

/** Starts the shop's Medusa, as far as a script needs it. */
const start = async (options: object | null) => await run([CLI, "exec", "nothing.ts"], options)

async function run(script: string[], options: object | null): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, script, {
    cwd: SHOP,
    env: {
      ...process.env,
      LOG_LEVEL: "warn",
      DATABASE_URL: postgresUrl(NAME),
      XPAY_OPTIONS: JSON.stringify(options),
    },
  })
  let said = ""
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")))
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")))
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve))
  return { code, said }
}

describe("a shop that names the provider and not the plugin", () => {
  beforeAll(async () => await makeEmptyStore(NAME))

  it("is told so when it starts, with what to do", async () => {
    const { said } = await start({})
    expect(said).toMatch(/medusa-payment-nexi-xpay is not in `plugins` of medusa-config\.ts/)
    expect(said).toMatch(/npx medusa db:migrate/)
    expect(said.match(/is not in `plugins`/g)).toHaveLength(1)
  })

  it("does not start with an option that is mistyped, and hears which entry it is and no value", async () => {
    const { code, said } = await start({ apikey: "00000000-0000-4000-8000-00000000beef" })
    expect(code).not.toBe(0)
    expect(said).toMatch(/The options of medusa-payment-nexi-xpay \(provider "milano"\)/)
    expect(said).toMatch(/`apikey` is not an option/)
    expect(said).not.toContain("beef")
  })

  it("does not start with an entry that has no options, and hears which entry it is", async () => {
    const { code, said } = await start(null)
    expect(code).not.toBe(0)
    expect(said).toMatch(/The options of medusa-payment-nexi-xpay \(provider "milano"\)/)
    expect(said).toMatch(/`apiKey` is missing/)
  })

  it("hears once, by the name of the entry, that its key does not look like XPay's; a key of another kind stops it", async () => {
    const doubtful = await start({ apiKey: "SG8MIL5B7V8K8KLZPZ2J" })
    expect(
      doubtful.said.match(/Terminal \\*"milano\\*" of .* `apiKey` does not look like an API key of XPay/g)
    ).toHaveLength(1)
    expect(doubtful.said).not.toContain("SG8MIL5B7V8K8KLZPZ2J")
    const wrong = await start({ apiKey: "sk_live_0123456789" })
    expect(wrong.code).not.toBe(0)
    expect(wrong.said).toMatch(/`apiKey` is a secret key of Medusa or Stripe/)
    expect(wrong.said).not.toContain("0123456789")
  })

  it("is told so by the doctor, and sees no stack", async () => {
    const { code, said } = await run([TS_NODE, "--swc", "-T", DOCTOR, "doctor"], {})
    expect(said).toMatch(/^The provider is configured, but medusa-payment-nexi-xpay is not in `plugins`/m)
    expect(said).not.toMatch(/\n\s+at |Error:/)
    expect(code).toBe(1)
  })
})
