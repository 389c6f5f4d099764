// The storefront's package: the client and the React components as ES modules and as CommonJS, with their shared code
// in a separate file; types, one file for each entry, so that no internal name appears in them; and the command, for
// Node.js.
import fs from "node:fs"
import path from "node:path"
import { build as buildCommand } from "esbuild"
import { rollup } from "rollup"
import { dts } from "rollup-plugin-dts"
import { build } from "vite"

const SOURCE = "packages/storefront"
const BUILT = ".medusa/packages/storefront"
const ENTRIES = {
  index: "src/storefront/index.ts",
  react: "src/storefront/react/index.ts",
  "card-fields": "src/storefront/card-fields/index.ts",
  order: "src/storefront/order/index.ts",
}
const REACT = /^react(\/|$)/
/** The import paths of the other entries in the React components. */
const NEIGHBOURS = ["../index", "../card-fields"]

fs.rmSync(BUILT, { recursive: true, force: true })

const scripts = (format, ending) => ({
  format,
  entryFileNames: `[name].${ending}`,
  chunkFileNames: `[name].${ending}`,
  minifyInternalExports: false,
  // Rollup drops the directive at the top of the entry.
  banner: ({ name }) => (name === "react" ? '"use client"\n' : ""),
})

await build({
  configFile: false,
  logLevel: "error",
  esbuild: { jsx: "automatic" },
  build: {
    outDir: `${BUILT}/dist`,
    target: "es2020",
    minify: false,
    lib: { entry: ENTRIES },
    rollupOptions: { external: REACT, output: [scripts("es", "mjs"), scripts("cjs", "js")] },
  },
})

/** @param entry whose types are bundled into one file; the client's types stay in the client's file. */
async function buildTypes(entry, banner) {
  const types = await rollup({
    input: ENTRIES[entry],
    external: (id) => REACT.test(id) || NEIGHBOURS.includes(id),
    plugins: [dts({ compilerOptions: { jsx: 4, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"], types: [] } })],
  })
  for (const [ending, script] of [
    ["d.mts", "mjs"],
    ["d.ts", "js"],
  ]) {
    await types.write({
      file: `${BUILT}/dist/${entry}.${ending}`,
      banner,
      paths: (id) => (REACT.test(id) ? id : `./${path.basename(id)}.${script}`),
    })
  }
  await types.close()
}
await buildTypes("index", '/// <reference lib="dom" />')
await buildTypes("card-fields", '/// <reference lib="dom" />')
await buildTypes("order", '/// <reference lib="dom" />')
await buildTypes("react", "")

await buildCommand({
  entryPoints: { command: `${SOURCE}/command/run.ts` },
  outdir: `${BUILT}/dist`,
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node18",
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
})

fs.cpSync("examples/nextjs-starter/src", `${BUILT}/starter`, { recursive: true })
