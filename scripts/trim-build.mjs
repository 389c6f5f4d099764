// What `medusa plugin:build` leaves is trimmed for the package: source maps that point to sources which are not shipped
// are 40 % of it, and Node keeps them in memory with the code.
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
