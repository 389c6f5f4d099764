import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import ts from "typescript"
import { pack, REPOSITORY, UnpackedPackage, type PackedPackage } from "./packed"

jest.setTimeout(120_000)

const KB = 1024

/**
 * Sizes as npm reports them: bytes to download, and on disk. The plugin had 874 and 2461 before the storefront was
 * separated; half of the storefront's size is its types, once for each module format.
 */
const BUDGETS = {
  plugin: { packed: 432 * KB, unpacked: 1800 * KB },
  storefront: { packed: 74 * KB, unpacked: 310 * KB },
} as const

describe.each(["plugin", "storefront"] as const)("the packed %s", (which) => {
  const root = mkdtempSync(path.join(os.tmpdir(), "packed-"))
  let packed: PackedPackage
  let unpacked: UnpackedPackage

  beforeAll(async () => {
    packed = await pack(which, root)
    unpacked = await UnpackedPackage.from(
      path.join(root, packed.filename),
      packed.name,
      path.join(root, "node_modules")
    )
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it("weighs no more than it should", () => {
    expect(packed.size).toBeLessThanOrEqual(BUDGETS[which].packed)
    expect(packed.unpackedSize).toBeLessThanOrEqual(BUDGETS[which].unpacked)
  })

  it("holds built code, types, a README and the licence, and nothing of the tests or of the demo", () => {
    const expected = {
      plugin: /^\.medusa\/server\/src\/.+\.(m?js|d\.ts)$|^(README\.it|CHANGELOG|SECURITY)\.md$/,
      storefront: /^dist\/[\w-]+\.(m?js|d\.m?ts)$|^starter\/.+\.(tsx?|css)$/,
    }[which]
    const strangers = unpacked.files.filter(
      (file) => !expected.test(file) && !["package.json", "README.md", "LICENSE"].includes(file)
    )
    expect(strangers).toEqual([])
    const foreign = /(^|\/)(demo|bench|integration-tests|fixtures|__tests__)\/|\.spec\./
    expect(unpacked.files.filter((file) => foreign.test(file))).toEqual([])
  })

  it("has every file that its manifest names", () => {
    const { files, entries } = unpacked
    expect(entries.length).toBeGreaterThan(3)
    expect(entries.filter((entry) => !files.includes(entry))).toEqual([])
  })

  it("has no dead link", () => {
    expect(unpacked.deadLinks).toEqual([])
  })

  it("has types of its entries alone", () => {
    expect(unpacked.innerTypes).toEqual([])
  })

  it("imports what it names in its manifest", () => {
    expect(unpacked.undeclaredImports).toEqual([])
  })

  it("runs nothing when it is installed", () => {
    expect(unpacked.manifest.scripts).toBeUndefined()
  })
})

describe("the packed storefront", () => {
  const root = mkdtempSync(path.join(os.tmpdir(), "packed-"))
  let unpacked: UnpackedPackage

  beforeAll(async () => {
    const { name, filename } = await pack("storefront", root)
    unpacked = await UnpackedPackage.from(path.join(root, filename), name, path.join(root, "node_modules"))
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it("depends on nothing, and takes React 18 and 19 or none", () => {
    const { dependencies, peerDependencies, peerDependenciesMeta } = unpacked.manifest
    expect(dependencies).toBeUndefined()
    expect(peerDependencies).toEqual({ react: ">=18" })
    expect(peerDependenciesMeta).toEqual({ react: { optional: true } })
  })

  it("has the plugin's version", () => {
    const versionIn = (file: string) =>
      (JSON.parse(readFileSync(path.join(REPOSITORY, file), "utf8")) as { readonly version: string }).version
    expect(unpacked.manifest.version).toBe(versionIn("package.json"))
    expect(versionIn("packages/storefront/package.json")).toBe(versionIn("package.json"))
  })

  it.each([
    ["bundlers", "consumer.ts", ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
    ["Medusa's starters", "consumer.ts", ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Node10],
    ["Node.js, as ES module", "consumer.mts", ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16],
    ["Node.js, as CommonJS", "consumer.cts", ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16],
  ])("has types for %s", (_, name, module, moduleResolution) => {
    const file = path.join(root, name)
    mkdirSync(root, { recursive: true })
    writeFileSync(
      file,
      `import { createXPayClient, XPayError, type XPayClient } from "medusa-payment-nexi-xpay-storefront"
       import { XPayProvider, useXPayPayment } from "medusa-payment-nexi-xpay-storefront/react"
       export const client: XPayClient = createXPayClient({ baseUrl: "https://api.shop.example", publishableKey: "pk_1" })
       export const isOurs = (error: unknown) => error instanceof XPayError && error.code
       export type Props = Parameters<typeof XPayProvider>[0]["cartId"]
       export const id: Props = "cart_1"
       export const follow = () => useXPayPayment(client, { paymentSessionId: "1", cartId: "1" }).payment?.status
       // @ts-expect-error a number is no address
       createXPayClient({ baseUrl: 1, publishableKey: "pk_1" })`
    )
    const react = path.join(REPOSITORY, "node_modules/types-react-19")
    const program = ts.createProgram([file], {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module,
      moduleResolution,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
      paths: { react: [`${react}/index.d.ts`], "react/*": [`${react}/*`] },
    })
    const problems = ts.getPreEmitDiagnostics(program)
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "))).toEqual([])
  })
})
