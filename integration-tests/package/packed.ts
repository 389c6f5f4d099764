import { execFile } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs"
import { builtinModules } from "node:module"
import path from "node:path"
import { promisify } from "node:util"

const run = promisify(execFile)

export const REPOSITORY = path.join(__dirname, "../..")

/** What `npm pack` reports about a package. */
export interface PackedPackage {
  readonly name: string
  readonly filename: string
  /** Bytes to download. */
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly size: number }[]
}

/** Packs one of the two packages built by `npm run build`. @param into the folder of the tarball */
export async function pack(which: "plugin" | "storefront", into: string): Promise<PackedPackage> {
  const from = path.join(REPOSITORY, ".medusa/packages", which)
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", into, from], {
    maxBuffer: 16_777_216,
  })
  const [packed] = JSON.parse(stdout) as PackedPackage[]
  if (packed === undefined) {
    throw new Error("npm packed nothing.")
  }
  return packed
}

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly repository: { readonly url: string }
  readonly homepage: string
  readonly bin: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, unknown>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional: boolean }>>
}

/** A package as installed in `node_modules`. */
export class UnpackedPackage {
  private constructor(readonly folder: string) {}

  /** @param modules the `node_modules` folder to install into */
  static async from(tarball: string, name: string, modules: string): Promise<UnpackedPackage> {
    const folder = path.join(modules, name)
    mkdirSync(folder, { recursive: true })
    await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", folder])
    return new UnpackedPackage(folder)
  }

  get manifest(): Manifest {
    return JSON.parse(this.read("package.json")) as Manifest
  }

  /** Every file, by its path in the package. */
  get files(): string[] {
    return readdirSync(this.folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      statSync(path.join(this.folder, file)).isFile()
    )
  }

  read(file: string): string {
    return readFileSync(path.join(this.folder, file), "utf8")
  }

  /** The targets of `exports` and `bin`; a pattern covers all matching files. */
  get entries(): string[] {
    const { exports, bin } = this.manifest
    const targets = [...strings(exports), ...strings(bin)].map((target) => target.replace(/^\.\//, ""))
    return [
      ...new Set(
        targets.flatMap((target) => {
          const [before = "", after] = target.split("*")
          return after === undefined
            ? [target]
            : this.files.filter((file) => file.startsWith(before) && file.endsWith(after))
        })
      ),
    ]
  }

  /** Type files that no entry leads to. */
  get innerTypes(): string[] {
    const isTypes = (file: string) => /\.d\.[cm]?ts$/.test(file)
    const reached = new Set(this.entries.filter(isTypes))
    for (const file of reached) {
      this.importsOf(file)
        .filter((name) => name.startsWith("."))
        .map((name) =>
          path.posix
            .join(path.posix.dirname(file), name)
            .replace(/(\.([cm]?)js)?$/, (_, __, kind = "") => `.d.${kind}ts`)
        )
        .forEach((imported) => reached.add(imported))
    }
    return this.files.filter((file) => isTypes(file) && !reached.has(file))
  }

  /** Packages that the code or its types import, but that are not in the manifest. */
  get undeclaredImports(): string[] {
    const { name, dependencies = {}, peerDependencies = {} } = this.manifest
    const declared = new Set([name, ...Object.keys(dependencies), ...Object.keys(peerDependencies)])
    const imported = this.files
      .filter((file) => /\.([cm]?js|d\.[cm]?ts)$/.test(file))
      .flatMap((file) => this.importsOf(file))
      .filter((specifier) => !/^(\.|node:)/.test(specifier) && !builtinModules.includes(specifier))
      .map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier)
    return [...new Set(imported)].filter((one) => !declared.has(one)).sort()
  }

  private importsOf(file: string): string[] {
    const text = this.read(file)
    return [
      ...text.matchAll(/^\s*(?:import|export)\b[^"'`;]*?(?:from\s*)?["']([^"'\n]+)["']/gm),
      ...text.matchAll(/\b(?:require|import)\(\s*["']([^"'\n]+)["']\s*\)/g),
    ].flatMap(([, specifier]) => (specifier === undefined ? [] : [specifier]))
  }

  /** Broken links in its documents: to neither a file of the package nor one of the repository on the web. */
  get deadLinks(): string[] {
    const web = `${this.manifest.repository.url.replace(/^git\+|\.git$/g, "")}/`
    const documents = this.files.filter((file) => file.endsWith(".md"))
    return [
      ...documents.flatMap((file) => linksOf(this.read(file)).map((link) => [file, link] as const)),
      ["package.json", this.manifest.homepage] as const,
    ]
      .filter(([file, link]) => !leadsSomewhere(link, { web, file, folder: this.folder }))
      .map(([file, link]) => `${file}: ${link}`)
  }
}

function strings(value: unknown): string[] {
  return typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(strings)
      : []
}

function linksOf(markdown: string): string[] {
  const text = markdown.replace(/```[\s\S]*?```/g, "")
  return [...text.matchAll(/\]\((<[^>]+>|[^)\s]+)\)|\bsrc(?:set)?="([^"]+)"/g)].map(([, link, image]) =>
    (link ?? image ?? "").replace(/^<|>$/g, "")
  )
}

function leadsSomewhere(
  link: string,
  { web, file, folder }: { readonly web: string; readonly file: string; readonly folder: string }
): boolean {
  const [address = "", anchor] = decodeURI(link).split("#")
  const isOnTheWeb = /^[a-z]+:/.test(address)
  // Other sites, and repository pages that are not files: issues, advisories.
  if (isOnTheWeb && !(address.startsWith(web) && /^(blob|tree|raw)\//.test(address.slice(web.length)))) {
    return true
  }
  const target = isOnTheWeb
    ? path.join(REPOSITORY, address.slice(web.length).replace(/^(blob|tree|raw)\/main\/?/, ""))
    : path.join(folder, path.dirname(file), address === "" ? path.basename(file) : address)
  return /#readme$/.test(link) || (existsSync(target) && (anchor === undefined || hasHeading(target, anchor)))
}

function hasHeading(file: string, anchor: string): boolean {
  const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-")
  )
  return headings.includes(anchor)
}
