import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import os from "node:os"
import path from "node:path"
import { buildSync } from "esbuild"
import { main } from "../../../packages/storefront/command/main"

const ROOT = path.join(__dirname, "../../..")
const FILES = path.join(ROOT, "examples/nextjs-starter/src")
/** The parts of Medusa's starters that concern payments; `npm run test:storefronts` builds it with Next.js and pays. */
const STARTER = path.join(ROOT, "integration-tests/storefronts/next")

const CONSTANTS = "src/lib/constants.tsx"
const FORM = "src/modules/checkout/templates/checkout-form/index.tsx"
const PAGE = "src/app/[countryCode]/(checkout)/checkout/page.tsx"
const STEP = "src/modules/checkout/components/xpay-payment/index.tsx"

describe("the command that puts XPay into Medusa's starters", () => {
  let folder: string
  let said: string

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "stärter with a space-"))
    cpSync(STARTER, folder, { recursive: true })
    const listen = (text: unknown) => void (said += `${String(text)}\n`)
    jest.spyOn(console, "log").mockImplementation(listen)
    jest.spyOn(console, "error").mockImplementation(listen)
  })
  afterEach(() => {
    jest.restoreAllMocks()
    rmSync(folder, { recursive: true, force: true })
  })

  function add(...options: readonly string[]): number {
    said = ""
    return main(["add", folder, ...options], FILES)
  }

  const read = (file: string) => readFileSync(path.join(folder, file), "utf8")
  const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text)

  /** The steps left for the developer, once the package is installed and the URLs are set. */
  function prepare(): void {
    const manifest = JSON.parse(read("package.json")) as { dependencies: Record<string, string> }
    manifest.dependencies["medusa-payment-nexi-xpay-storefront"] = "0.1.0"
    write("package.json", JSON.stringify(manifest))
    write(
      ".env.local",
      "NEXT_PUBLIC_MEDUSA_BACKEND_URL=http://localhost:9000\nNEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY=pk_1\n"
    )
  }

  function everything(): Record<string, string> {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    return Object.fromEntries(
      files.filter((file) => statSync(path.join(folder, file)).isFile()).map((file) => [file, read(file)])
    )
  }

  it("adds its files, changes the starter's, and says of each what it did", () => {
    prepare()
    expect(add()).toBe(0)
    expect(said).toMatch(/^\+ added +src\/lib\/xpay\.ts$/m)
    for (const file of [CONSTANTS, FORM, PAGE, "src/modules/account/components/account-nav/index.tsx"]) {
      expect(said).toContain(`~ changed   ${file}`)
    }
    expect(said).toMatch(/Everything is in place\.\n$/)
    expect(read(STEP)).toBe(readFileSync(path.join(FILES, STEP.replace("src/", "")), "utf8"))
  })

  it("leaves a checkout without the wrapper that loads Stripe's script, and without the starter's own payment step", () => {
    add()
    expect(read(PAGE)).not.toContain("PaymentWrapper")
    expect(read(PAGE)).toMatch(/^ {6}<CheckoutForm cart=\{cart\} customer=\{customer\} \/>$/m)
    expect(read(FORM)).toContain("<XPayPayment cart={cart} customer={customer} />")
    expect(read(FORM)).not.toMatch(/components\/(payment|review)"|<Payment|<Review/)
  })

  it.each([
    ["as prettier has it today", (text: string) => text],
    [
      "with its type over several lines",
      (text: string) => text.replace(/: Record<string, (\{.*?\})> =/, ":\n  Record<\n  string,\n  $1\n> ="),
    ],
    ["with semicolons", (text: string) => text.replace(/^\}$/m, "};")],
    ["with the line ends of Windows", (text: string) => text.replaceAll("\n", "\r\n")],
  ])("lets the starter's map of payments know XPay's: %s", (_, as) => {
    write(CONSTANTS, as(read(CONSTANTS)))
    add()
    expect(said).toContain(`~ changed   ${CONSTANTS}`)
    expect(read(CONSTANTS).includes("\r\n")).toBe(as("\n") === "\r\n")
    const { paymentInfoMap } = evaluated(path.join(folder, CONSTANTS))
    expect(paymentInfoMap["pp_xpay_xpay"]?.title).toBe("Card")
    expect(paymentInfoMap["pp_xpay-paypal_second"]?.title).toBe("PayPal")
    expect(paymentInfoMap["pp_system_default"]?.title).toBe("Manual Payment")
    expect(paymentInfoMap["pp_other_other"]).toBeUndefined()
  })

  it("changes nothing when it is run again", () => {
    prepare()
    add()
    const before = everything()
    expect(add()).toBe(0)
    expect(everything()).toEqual(before)
    expect(said).not.toMatch(/^[+~✗!]/m)
  })

  it("writes nothing in a dry run, and says the same", () => {
    prepare()
    const before = everything()
    expect(add("--dry-run")).toBe(0)
    expect(everything()).toEqual(before)
    const promised = said.split("\n").slice(1)
    add()
    expect(said.split("\n").slice(1)).toEqual(promised)
  })

  it("keeps what was changed since, until it is told to replace it", () => {
    prepare()
    add()
    write(STEP, "// mine")
    expect(add()).toBe(0)
    expect(said).toContain(`! kept      ${STEP}`)
    expect(read(STEP)).toBe("// mine")
    add("--overwrite")
    expect(read(STEP)).toContain("XPayCardForm")
  })

  it.each([
    [CONSTANTS, "export const providers = []\n", "+import { withXPay }"],
    [FORM, "export default () => null\n", "+      <XPayPayment cart={cart} customer={customer} />"],
    [PAGE, "<PaymentWrapper>{children}</PaymentWrapper>\n", "-      <PaymentWrapper cart={cart}>"],
  ])("gives the exact lines where %s has another shape, and leaves it alone", (file, text, lines) => {
    prepare()
    write(file, text)
    expect(add()).toBe(1)
    expect(said).toContain(`✗ not done  ${file}`)
    expect(said).toContain(lines)
    expect(read(file)).toBe(text)
    expect(said).toMatch(/Left for you to do: 1/)
  })

  it("says which addresses are missing, and by which command the package is installed", () => {
    write("pnpm-lock.yaml", "")
    expect(add()).toBe(1)
    expect(said).toContain("+NEXT_PUBLIC_MEDUSA_BACKEND_URL=http://localhost:9000")
    expect(said).toContain("$ pnpm add medusa-payment-nexi-xpay-storefront")
  })

  it("finds the storefront in a monorepo, and knows the two starters apart", () => {
    const inside = path.join(folder, "apps/storefront")
    cpSync(STARTER, inside, { recursive: true })
    rmSync(path.join(folder, "src"), { recursive: true })
    mkdirSync(path.join(inside, "src/modules/common/components/ui"), { recursive: true })
    add()
    expect(said).toContain(`dtc-starter in ${inside}`)
    expect(readdirSync(path.join(inside, "src/lib"))).toContain("xpay.ts")
  })

  it.each([
    [["add", os.tmpdir()], /there is no storefront of Medusa's starters/],
    [["remove"], /There is no command "remove"/],
    [["add", "--force"], /--force/],
  ])("ends with 2 and a reason: %j", (argv, reason) => {
    said = ""
    expect(main(argv, FILES)).toBe(2)
    expect(said).toMatch(reason)
  })
})

/** What `lib/constants.tsx` exports, as Next.js would bundle it. */
function evaluated(file: string): { paymentInfoMap: Record<string, { title: string } | undefined> } {
  const [bundle] = buildSync({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "cjs",
    jsx: "automatic",
    alias: { "@lib/xpay-payment-info": path.join(path.dirname(file), "xpay-payment-info.tsx") },
    external: ["react", "react/*", "@medusajs/icons"],
  }).outputFiles
  const module = { exports: {} }
  const load = (name: string): unknown =>
    name === "@medusajs/icons" ? { CreditCard: () => null } : jest.requireActual(name)
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function("module", "exports", "require", bundle?.text ?? "")(module, module.exports, load)
  return module.exports as ReturnType<typeof evaluated>
}
