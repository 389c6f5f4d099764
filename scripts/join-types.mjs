// `medusa plugin:build` writes a type file for every source file. The package contains those of its public entries,
// with only shared internal types in them.
import fs from "node:fs"
import path from "node:path"
import { rollup } from "rollup"
import { dts } from "rollup-plugin-dts"

const BUILT = path.resolve(".medusa/server/src")
const { exports } = JSON.parse(fs.readFileSync("package.json", "utf8"))

const built = fs
  .readdirSync(BUILT, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".d.ts"))
const patterns = Object.values(exports).flatMap(({ types }) =>
  types === undefined ? [] : [toPattern(types)]
)
const entries = built.filter((file) => patterns.some((pattern) => pattern.test(file)))

/** An entry of `exports`: its star matches a name. */
function toPattern(types) {
  const [before, after = ""] = path.posix.relative(".medusa/server/src", types).split("*")
  return new RegExp(`^${before}[^/]*${after}$`)
}

const types = await rollup({
  input: Object.fromEntries(entries.map((file) => [file.replace(/\.d\.ts$/, ""), path.join(BUILT, file)])),
  external: (id) => !id.startsWith(".") && !path.isAbsolute(id),
  plugins: [dts()],
})
const { output } = await types.generate({
  entryFileNames: "[name].d.ts",
  chunkFileNames: "chunks/[name].d.ts",
})
await types.close()

built.forEach((file) => fs.rmSync(path.join(BUILT, file)))
for (const { fileName, code } of output) {
  const target = path.join(BUILT, fileName)
  fs.mkdirSync(path.dirname(target), { recursive: true })
  fs.writeFileSync(target, code)
}
