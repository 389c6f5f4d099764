// `npm run demo`: a shop that accepts cards, on this machine. For options: `npm run demo -- --help`.
import path from "node:path"
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The demo needs Node.js 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), ".."))

const require = createRequire(import.meta.url)
try {
  require("ts-node").register()
} catch {
  console.error("The packages are not installed. Run: npm install")
  process.exit(1)
}
await require("../demo/run/run-demo.ts").runDemo(process.argv.slice(2))
