import { execFileSync } from "node:child_process"
import path from "node:path"
import { gzipSync } from "node:zlib"

const MOST_BYTES = 6 * 1024

const root = path.resolve(__dirname, "../../..")

describe("the storefront client", () => {
  const bundle = execFileSync(
    path.join(root, "node_modules/.bin/esbuild"),
    [
      "src/storefront/index.ts",
      "--bundle",
      "--minify",
      "--format=esm",
      "--target=es2020",
      "--platform=browser",
    ],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"] }
  )

  it("stands alone in a browser and has less than 6 kB to send", () => {
    expect(bundle.toString()).not.toMatch(/\b(?:import|require)\s*[("']/)
    expect(gzipSync(bundle, { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES)
  })

  it("touches no storage and no console", () => {
    expect(bundle.toString()).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie|console\b/)
  })
})
