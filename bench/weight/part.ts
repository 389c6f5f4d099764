import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { gzipSync } from "node:zlib"
import { build, type Metafile } from "esbuild"
import { number, type Part } from "../lib/table"
import { peerFile } from "../peers/installed"

const KB = 1024

/** What a browser has to load: minified, gzipped, without what is already there. */
export async function measureWeight(): Promise<Part> {
  const storefront = bundled("src/storefront/index.ts")
  const react = existsSync("src/storefront/react/index.ts")
    ? bundled("src/storefront/react/index.ts", ["react", "react-dom", "react/jsx-runtime"])
    : undefined
  const admin = await dashboardPart()
  const peers = peerWeights()
  const adyen = peers["adyen-web, card"]
  return {
    title: "Weight in the browser",
    method:
      "esbuild, minified, gzip -9. React and what the dashboard has anyway are not counted, for nobody.",
    rows: [
      {
        what: "storefront client",
        ours: `${number(storefront / KB)} kB`,
        peer: Object.entries(peers)
          .map(([name, bytes]) => `${name} ${number(bytes / KB)} kB`)
          .join(", "),
        target: "≤ 6 kB",
        isMet: storefront <= 6 * KB,
      },
      ...(adyen === undefined
        ? []
        : [
            {
              what: "storefront client, against Adyen's card form",
              ours: `${number(storefront / adyen)} ×`,
              peer: "1 ×",
              target: "≤ 0.1 ×",
              isMet: storefront <= 0.1 * adyen,
            },
          ]),
      ...(react === undefined
        ? []
        : [
            {
              what: "its React layer, with the client",
              ours: `${number(react / KB)} kB`,
              peer: "",
              target: "≤ 9 kB",
              isMet: react <= 9 * KB,
            },
          ]),
      {
        what: "part of the dashboard, of it at once",
        ours: `${number(admin.all / KB)} kB, ${number(admin.atOnce / KB)} kB`,
        peer: "the Stripe, Mollie and Braintree providers have none",
        target: "≤ 1.1 kB at once",
        isMet: admin.atOnce <= 1.1 * KB,
      },
    ],
  }
}

const ADMIN = ".medusa/server/src/admin/index.mjs"

/** The dashboard's part as a shop's dashboard bundles it: split, minified, with all dependencies from the dashboard. */
async function dashboardPart(): Promise<{ readonly atOnce: number; readonly all: number }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [ADMIN],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    packages: "external",
    outdir: "weighed",
    metafile: true,
    write: false,
  })
  const weights = new Map(
    outputFiles.map((file) => [
      path.relative(process.cwd(), file.path),
      gzipSync(file.contents, { level: 9 }).length,
    ])
  )
  const sum = (names: readonly string[]) => names.reduce((total, name) => total + (weights.get(name) ?? 0), 0)
  return { atOnce: sum(loadedAtOnce(metafile)), all: sum([...weights.keys()]) }
}

/** The entry, and what it imports before anything is opened. */
function loadedAtOnce({ outputs }: Metafile): string[] {
  const entry = Object.keys(outputs).filter((name) => outputs[name]?.entryPoint === ADMIN)
  const loaded = new Set(entry)
  for (const name of loaded) {
    for (const { path: other, kind, external } of outputs[name]?.imports ?? []) {
      if (kind === "import-statement" && external !== true) {
        loaded.add(other)
      }
    }
  }
  return [...loaded]
}

function bundled(entry: string, external: readonly string[] = []): number {
  return esbuild([
    entry,
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2020",
    "--platform=browser",
    ...external.map((name) => `--external:${name}`),
  ])
}

function peerWeights(): Record<string, number> {
  const folder = peerFile("@stripe/stripe-js")
  if (folder === undefined) {
    return {}
  }
  const root = path.join(path.dirname(folder), "../..")
  const work = mkdtempSync(path.join(root, "weigh-"))
  const weigh = (source: string) => {
    const entry = path.join(work, "entry.js")
    writeFileSync(entry, source)
    return bundled(entry, ["react", "react-dom", "react/jsx-runtime", "prop-types"])
  }
  try {
    return {
      "stripe-js loader (loads Stripe.js)": weigh('export { loadStripe } from "@stripe/stripe-js"'),
      "with react-stripe-js": weigh(
        'export { loadStripe } from "@stripe/stripe-js"; export * from "@stripe/react-stripe-js"'
      ),
      "adyen-web, card": weigh('export { AdyenCheckout, Card } from "@adyen/adyen-web"'),
    }
  } finally {
    rmSync(work, { recursive: true })
  }
}

function esbuild(args: readonly string[]): number {
  const bundle = execFileSync(path.resolve("node_modules/.bin/esbuild"), [...args], {
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 67_108_864,
  })
  return gzipSync(bundle, { level: 9 }).length
}
