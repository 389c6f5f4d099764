import fs from "node:fs"
import path from "node:path"
import { GENERATED, withGenerated } from "../../../scripts/generate-docs"

describe("the documentation", () => {
  it.each(GENERATED.map((part) => [part.file, part.marker, part] as const))(
    "says in %s what the code says: %s (npm run docs writes it)",
    (file, marker, { content }) => {
      const text = fs.readFileSync(path.join(__dirname, "../../../docs", file), "utf8")
      expect(withGenerated(text, marker, content())).toBe(text)
    }
  )
})
