import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { gzipSync } from "node:zlib"
import { execFileSync } from "node:child_process"
import { build, type Metafile, type OutputFile } from "esbuild"

const ORDER_PAGE_BYTES = 5 * 1024
const ALL_BYTES = 36 * 1024

const root = path.resolve(__dirname, "../../..")

/** Medusa's own build of the plugin's dashboard part, in a separate process because it is ESM. */
const BUILD = `
  const { plugin } = require("@medusajs/admin-bundler")
  plugin({ root: process.cwd(), outDir: process.argv[1] }).catch((error) => {
    console.error(error)
    process.exit(1)
  })
`

jest.setTimeout(180_000)

describe("the dashboard's part", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "xpay-admin-"))
  let parts: Parts

  beforeAll(async () => {
    execFileSync(process.execPath, ["-e", BUILD, folder], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: "" },
      stdio: ["ignore", "ignore", "pipe"],
    })
    // As the shop's dashboard bundles it: minified, split into chunks, with all dependencies from the dashboard.
    const { outputFiles, metafile } = await build({
      entryPoints: [path.join(folder, "src/admin/index.mjs")],
      bundle: true,
      splitting: true,
      minify: true,
      format: "esm",
      packages: "external",
      outdir: path.join(folder, "shop"),
      absWorkingDir: folder,
      metafile: true,
      write: false,
    })
    parts = new Parts(folder, outputFiles, metafile)
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("adds less than 5 kB to the order page before a panel is opened", () => {
    const onThePage = parts.loadedWith(parts.entry(), parts.named("order-card"))
    expect(parts.text(onThePage)).toContain("nexi-xpay:order")
    expect(parts.text(onThePage)).not.toMatch(/expiry_month|xpay-moto|data-1p-ignore/)
    expect(parts.size(onThePage)).toBeLessThanOrEqual(ORDER_PAGE_BYTES)
  })

  it("has less than 36 kB in all", () => {
    expect(parts.text(parts.all())).toContain("data-1p-ignore")
    expect(parts.size(parts.all())).toBeLessThanOrEqual(ALL_BYTES)
  })

  it("keeps nothing in the browser and writes nothing to its console", () => {
    expect(parts.text(parts.all())).not.toMatch(
      /localStorage|sessionStorage|indexedDB|document\.cookie|console\./
    )
  })

  it("has its class names where a shop's Tailwind looks for them", () => {
    const files = execFileSync("find", [path.join(folder, "src/admin"), "-type", "f"], { encoding: "utf8" })
    const names = files.trim().split("\n")
    expect(names.filter((name) => !/\.m?js$/.test(name))).toEqual([])
    // Every chunk of one format has a counterpart in the other.
    expect(names.filter((name) => name.endsWith(".js"))).toHaveLength(names.length / 2)
  })
})

/** The files that a browser loads, and their dependencies. */
class Parts {
  readonly #texts: Map<string, string>

  constructor(
    folder: string,
    files: readonly OutputFile[],
    private readonly metafile: Metafile
  ) {
    this.#texts = new Map(files.map((file) => [path.relative(folder, file.path), file.text]))
  }

  all(): string[] {
    return [...this.#texts.keys()]
  }

  entry(): string {
    return this.#find(([name]) => name.endsWith("index.js"))
  }

  /** The chunk that contains a module. */
  named(module: string): string {
    return this.#find(([, { inputs }]) => Object.keys(inputs).some((input) => input.includes(module)))
  }

  /** These chunks and everything that they need to run. */
  loadedWith(...names: string[]): string[] {
    const loaded = new Set<string>()
    const waiting = [...names]
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (!loaded.has(name)) {
        loaded.add(name)
        const imports = this.metafile.outputs[name]?.imports ?? []
        waiting.push(
          ...imports
            .filter(({ kind, external }) => kind === "import-statement" && external !== true)
            .map((one) => one.path)
        )
      }
    }
    return [...loaded]
  }

  text(names: readonly string[]): string {
    return names.map((name) => this.#texts.get(name) ?? "").join("\n")
  }

  /** Bytes transferred: each chunk is compressed separately. */
  size(names: readonly string[]): number {
    return names.reduce((sum, name) => sum + gzipSync(this.text([name]), { level: 9 }).length, 0)
  }

  #find(fits: (output: [string, Metafile["outputs"][string]]) => boolean): string {
    const found = Object.entries(this.metafile.outputs).find(fits)
    if (found === undefined) {
      throw new Error(`No such part among ${this.all().join(", ")}`)
    }
    return found[0]
  }
}
