// `medusa plugin:build` makes CommonJS. The storefront's entries are for browsers and servers of other makers too: here
// they become ES modules, with what they share in a file of its own. The types are the same for both.
import fs from "node:fs"
import path from "node:path"
import { build } from "esbuild"

const BUILT = ".medusa/server/src/storefront"
const ENTRIES = ["index", "react/index"]

await build({
  entryPoints: ENTRIES.map((entry) => ({ in: `src/storefront/${entry}.ts`, out: entry })),
  outdir: BUILT,
  outExtension: { ".js": ".mjs" },
  chunkNames: "shared-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "browser",
  target: "es2020",
  jsx: "automatic",
  packages: "external",
  logLevel: "warning",
})

for (const entry of ENTRIES) {
  // What TypeScript makes for CommonJS, told to importers of ES modules.
  fs.writeFileSync(path.join(BUILT, `${entry}.d.mts`), 'export * from "./index.js"\n')
}
