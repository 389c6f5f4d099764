// `medusa plugin:build` produces hundreds of small files. Locating and compiling them took half of the time that the
// plugin adds to the start of a server. This script bundles the server's code into the files that Medusa, Node.js or a
// shop loads by path, and a few shared ones.
import fs from "node:fs"
import path from "node:path"
import { transform } from "esbuild"
import { rollup } from "rollup"

const SOURCE = path.resolve("src")
const BUILT = path.resolve(".medusa/server/src")

/** Files loaded by path: by Medusa, by the package's `exports` and `bin`, by the doctor. */
const FOUND = [
  /^api\/(.+\/route|middlewares)\.ts$/,
  /^(jobs|links|policies|subscribers)\//,
  /^workflows\/index\.ts$/,
  /^modules\/[^/]+\/(index\.ts$|(models|migrations|loaders)\/)/,
  /^providers\/[^/]+\/index\.ts$/,
  /^simulator\/(index|cli)\.ts$/,
  /^cli\/(main|look)\.ts$/,
]

/** Stored next to the code that they describe, and read only by tests and documents: in no package. */
const READ_BY_TESTS = /^(medusa\/relied-on|simulator\/(rules?|rules\/[^/]+|build\/build-rules))\.ts$/

/** Built separately, for browsers. */
const FOR_BROWSERS = /^(admin|storefront)\//

/** As in `tsconfig.json` for Medusa's build. */
const TYPESCRIPT = {
  loader: "ts",
  target: "node20",
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, experimentalDecorators: true } },
}

const filesOf = (folder) => fs.readdirSync(folder, { recursive: true, encoding: "utf8" })
const entries = filesOf(SOURCE).filter((file) => file.endsWith(".ts") && isEntry(file))

const bundle = await rollup({
  input: Object.fromEntries(entries.map((file) => [file.replace(/\.ts$/, ""), path.join(SOURCE, file)])),
  // An entry stays at its path, even if others import from it: the module reads its migrations from its own folder.
  preserveEntrySignatures: "allow-extension",
  external: (id) => !id.startsWith(".") && !path.isAbsolute(id),
  plugins: [{ name: "typescript", resolveId: findSource, transform: toScript }],
  onwarn: (warning) => {
    // Modules that import one another run nothing while they load.
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

/** The sources import one another without an extension, and folders by their index. */
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
 * The payment providers' code is one file; the rest of the server is another, loaded with the first route. What
 * Medusa's migrator needs stays with the module.
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

/**
 * A file with runtime code that nothing imports and whose kind is not listed above would be missing from the package.
 */
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
    // Types produce no runtime code.
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
  // The dashboard's part is already built; the code that the server uses from the storefront's part is now in the
  // server's own files.
  if (file.endsWith(".js") && !kept.has(file) && !/^(admin|chunks)\//.test(file)) {
    fs.rmSync(path.join(BUILT, file))
  }
}
