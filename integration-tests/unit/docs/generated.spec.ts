import fs from "node:fs"
import path from "node:path"
import { describedRoutes } from "../../../scripts/docs/store-api"
import { GENERATED, withGenerated } from "../../../scripts/generate-docs"

const ROOT = path.join(__dirname, "../../..")

describe("the documentation", () => {
  it.each(GENERATED.map((part) => [part.file, part.marker, part] as const))(
    "says in %s what the code says: %s (npm run docs writes it)",
    (file, marker, { content }) => {
      const text = fs.readFileSync(path.join(ROOT, "docs", file), "utf8")
      expect(withGenerated(text, marker, content())).toBe(text)
    }
  )

  it("describes every store route", () => {
    const files = fs.readdirSync(path.join(ROOT, "src/api/store"), { recursive: true, encoding: "utf8" })
    const routes = files
      .filter((file) => file.endsWith("route.ts"))
      .flatMap((name) => {
        const file = `src/api/store/${name}`
        const text = fs.readFileSync(path.join(ROOT, file), "utf8")
        return [...text.matchAll(/^export async function ([A-Z]+)\(/gm)].map(([, method]) => ({
          method,
          file,
        }))
      })
    const byFile = (one: { file: string }, other: { file: string }) => one.file.localeCompare(other.file)
    expect(routes.length).toBeGreaterThan(5)
    expect([...describedRoutes()].sort(byFile)).toEqual(routes.sort(byFile))
  })
})
