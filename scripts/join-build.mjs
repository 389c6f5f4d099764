// `medusa plugin:build` leaves hundreds of small files, and finding and compiling them was half of what the plugin adds to
// the start of a server. Here the server's code is built again into the files that Medusa, Node or a shop finds by their
// path, and a few that they share.
import fs from "node:fs"
import path from "node:path"
import { transform } from "esbuild"
import { rollup } from "rollup"

const SOURCE = path.resolve("src")
const BUILT = path.resolve(".medusa/server/src")

/** What is found by its path: by Medusa, by `exports` and `bin` of the package, by the doctor. */
const FOUND = [
  /^api\/(.+\/route|middlewares)\.ts$/,
  /^(jobs|links|policies|subscribers)\//,
  /^workflows\/index\.ts$/,
  /^modules\/[^/]+\/(index\.ts$|(models|migrations|loaders)\/)/,
  /^providers\/[^/]+\/index\.ts$/,
  /^simulator\/(index|cli)\.ts$/,
  /^cli\/(main|look)\.ts$/,
]

/** Written down beside the code they are about, and read by tests and documents alone: in no package. */
const READ_BY_TESTS = /^(medusa\/relied-on|simulator\/(rules?|rules\/[^/]+|build\/build-rules))\.ts$/

/** Built elsewhere: for browsers. */
const FOR_BROWSERS = /^(admin|storefront)\//

/** As `tsconfig.json` has it for Medusa's build. */
const TYPESCRIPT = {
  loader: "ts",
  target: "node20",
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, experimentalDecorators: true } },
}

const filesOf = (folder) => fs.readdirSync(folder, { recursive: true, encoding: "utf8" })
const entries = filesOf(SOURCE).filter((file) => file.endsWith(".ts") && isEntry(file))

const bundle = await rollup({
  input: Object.fromEntries(entries.map((file) => [file.replace(/\.ts$/, ""), path.join(SOURCE, file)])),
  // An entry stays where it is found, also when others import from it: the module reads its migrations beside itself.
  preserveEntrySignatures: "allow-extension",
  external: (id) => !id.startsWith(".") && !path.isAbsolute(id),
  plugins: [{ name: "typescript", resolveId: findSource, transform: toScript }],
  onwarn: (warning) => {
    // Of modules that import one another nothing runs while they are loaded.
    if (warning.code !== "CIRCULAR_DEPENDENCY") {
      throw new Error(warning.message)
    }
  },
})
await bundle.write({
  dir: BUILT,
  format: "cjs",
  exports: "named",
  esModule: true,
  interop: "auto",
  hoistTransitiveImports: false,
  entryFileNames: "[name].js",
  chunkFileNames: "chunks/[name].js",
  manualChunks: chunkOf,
  onlyExplicitManualChunks: true,
  sanitizeFileName: false,
})
await bundle.close()
await refuseStrays(bundle.watchFiles)

/** The sources import one another without an ending, and folders by their index. */
function findSource(id, importer) {
  if (importer === undefined || !id.startsWith(".")) {
    return undefined
  }
  const base = path.resolve(path.dirname(importer), id)
  return [`${base}.ts`, path.join(base, "index.ts"), base].find((file) => fs.existsSync(file))
}

async function toScript(source, file) {
  if (!file.endsWith(".ts")) {
    return undefined
  }
  const { code } = await transform(source, { ...TYPESCRIPT, sourcefile: file })
  return { code, map: null }
}

/** Medusa registers a workflow by loading its file. */
function isEntry(file) {
  return (
    FOUND.some((pattern) => pattern.test(file)) ||
    (file.startsWith("workflows/") &&
      fs.readFileSync(path.join(SOURCE, file), "utf8").includes("createWorkflow("))
  )
}

/**
 * What the payment providers need is one file; the rest of the server is another, which comes with the first route. What
 * Medusa's migrator needs stays beside the module.
 */
function chunkOf(id, { getModuleInfo }) {
  const file = path.relative(SOURCE, id)
  if (entries.includes(file) || file.startsWith("..")) {
    return undefined
  }
  if (neededBy("providers", getModuleInfo).has(id)) {
    return "payment"
  }
  return /^(simulator|cli)\//.test(file) || neededBy("modules", getModuleInfo).has(id) ? undefined : "server"
}

function neededBy(folder, getModuleInfo) {
  const needed = new Set(
    entries.filter((file) => file.startsWith(`${folder}/`)).map((file) => path.join(SOURCE, file))
  )
  for (const id of needed) {
    getModuleInfo(id)?.importedIds.forEach((imported) => needed.add(imported))
  }
  return needed
}

/** A file that runs, that nothing imports and whose kind is not named above would be missing in the package. */
async function refuseStrays(loaded) {
  const packed = new Set(loaded.map((file) => path.relative(SOURCE, file)))
  const left = filesOf(SOURCE).filter(
    (file) =>
      /\.[cm]?[jt]sx?$/.test(file) &&
      !FOR_BROWSERS.test(file) &&
      !READ_BY_TESTS.test(file) &&
      !packed.has(file)
  )
  const strays = []
  for (const file of left) {
    const { code } = await transform(fs.readFileSync(path.join(SOURCE, file), "utf8"), TYPESCRIPT)
    // Types leave nothing that runs.
    if (code.trim() !== "") {
      strays.push(file)
    }
  }
  if (strays.length > 0) {
    throw new Error(
      `Nothing imports these files of src, and scripts/join-build.mjs does not know their kind: ${strays.join(", ")}. Import them, name their kind there, or delete them.`
    )
  }
}

const kept = new Set(entries.map((file) => file.replace(/\.ts$/, ".js")))
for (const file of filesOf(BUILT)) {
  // The dashboard's part is built as it stays; what the server takes from the storefront's is in its own files by now.
  if (file.endsWith(".js") && !kept.has(file) && !/^(admin|chunks)\//.test(file)) {
    fs.rmSync(path.join(BUILT, file))
  }
}
