// What `medusa plugin:build` made and the package ships as it is, the storefront's CommonJS, is trimmed: its source maps
// point to sources which are not shipped.
import fs from "node:fs"
import path from "node:path"

const BUILT = path.resolve(".medusa/server/src")
const SOURCE_MAP = /\n?\/\/# sourceMappingURL=data:[^\n]*\n?$/

for (const file of fs.readdirSync(BUILT, { recursive: true, encoding: "utf8" })) {
  if (file.endsWith(".js")) {
    const target = path.join(BUILT, file)
    fs.writeFileSync(target, fs.readFileSync(target, "utf8").replace(SOURCE_MAP, "\n"))
  }
}
