import path from "node:path"
import { gzipSync } from "node:zlib"
import { buildSync } from "esbuild"

const MOST_BYTES = 6 * 1024
const MOST_BYTES_WITH_CARD_FIELDS = 9.3 * 1024
const MOST_BYTES_OF_REACT_LAYER = 5.1 * 1024

/** What a shop's bundler would send, by file. With several entries, shared code is in separate files. */
function bundle(...entryPoints: readonly string[]): (name: string) => string {
  const { outputFiles } = buildSync({
    absWorkingDir: path.resolve(__dirname, "../../../src/storefront"),
    entryPoints: [...entryPoints],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2020",
    platform: "browser",
    jsx: "automatic",
    packages: "external",
    outdir: "/",
    chunkNames: "shared-[hash]",
    write: false,
  })
  return (name) => {
    const file = outputFiles.find((one) => one.path === name)
    if (file === undefined) {
      throw new Error(`There is no ${name} among ${outputFiles.map((one) => one.path).join(", ")}.`)
    }
    return file.text
  }
}

const compressed = (text: string) => gzipSync(text, { level: 9 }).length

describe("the storefront client", () => {
  const client = bundle("index.ts")("/index.js")

  it("stands alone in a browser and has at most 6 kB to send", () => {
    expect(client).not.toMatch(/\b(?:import|require)\s*[("']/)
    expect(compressed(client)).toBeLessThanOrEqual(MOST_BYTES)
  })

  it("touches no storage and no console", () => {
    expect(client).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie|console\b/)
  })
})

describe("the React layer", () => {
  const layer = bundle("index.ts", "react/index.ts")("/react/index.js")

  it("adds at most 5.1 kB to the client, and wants React only", () => {
    const wanted = [...layer.matchAll(/from"([^"]+)"/g)].map(([, name = ""]) => name)
    expect(new Set(wanted.filter((name) => !/\/shared-[^/]+$/.test(name)))).toEqual(
      new Set(["react", "react/jsx-runtime"])
    )
    expect(compressed(layer)).toBeLessThanOrEqual(MOST_BYTES_OF_REACT_LAYER)
  })

  it("loads XPay's card fields when they are shown, not before", () => {
    expect(layer).toMatch(/import\("[^"]+"\)/)
    expect(layer).not.toContain("confirmData")
  })

  it("touches no storage and no console", () => {
    expect(layer).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie|console\b/)
  })
})

describe("the card fields", () => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: 'export * from "./index"\nexport * from "./card-fields"',
      resolveDir: path.resolve(__dirname, "../../../src/storefront"),
      loader: "ts",
    },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    write: false,
  })
  const both = outputFiles[0]?.text ?? ""

  it("are no part of the client, and have at most 9.3 kB together with it", () => {
    expect(bundle("index.ts")("/index.js")).not.toContain("confirmData")
    expect(both).toContain("confirmData")
    expect(compressed(both)).toBeLessThanOrEqual(MOST_BYTES_WITH_CARD_FIELDS)
  })

  it("touch no storage and no console", () => {
    expect(both).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie|console\b/)
  })
})
