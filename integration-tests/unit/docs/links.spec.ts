import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"

const ROOT = path.join(__dirname, "../../..")

/** Every document for readers. */
const DOCUMENTS = [
  ...["README.md", "README.it.md", "CHANGELOG.md", "SECURITY.md"],
  ...["packages/storefront/README.md", "examples/nextjs-starter/README.md"],
  ...readdirSync(path.join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
]

/** The text of a document without its code, where brackets are not links. */
function proseOf(document: string): string {
  return readFileSync(path.join(ROOT, document), "utf8")
    .replace(/^( *)```[\s\S]*?^\1```$/gm, "")
    .replace(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]]/g, ""))
}

/** Links and images that point to a file of the repository, as written. */
function relativeLinksOf(document: string): string[] {
  return [...proseOf(document).matchAll(/\]\((<[^>]+>|[^)\s]+)\)|<(?:img src|source [^>]*srcset)="([^"]+)"/g)]
    .map(([, link, picture]) => (link ?? picture ?? "").replace(/^<|>$/g, ""))
    .filter((target) => !/^[a-z]+:/.test(target))
}

/** The anchors that GitHub generates for a document's headings. */
function anchorsOf(document: string): string[] {
  const seen = new Map<string, number>()
  return [...readFileSync(path.join(ROOT, document), "utf8").matchAll(/^#+ (.+)$/gm)].map(
    ([, heading = ""]) => {
      const anchor = heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-")
      const count = seen.get(anchor) ?? 0
      seen.set(anchor, count + 1)
      return count === 0 ? anchor : `${anchor}-${String(count)}`
    }
  )
}

/** The problem with a link of a document; undefined if its target exists. */
function problemOf(document: string, link: string): string | undefined {
  const [file = "", anchor] = link.split("#")
  const target = file === "" ? document : path.join(path.dirname(document), file)
  if (!existsSync(path.join(ROOT, target))) {
    return `${document}: ${link}: there is no ${target}`
  }
  return anchor === undefined || anchorsOf(target).includes(anchor)
    ? undefined
    : `${document}: ${link}: no heading of ${target} has this anchor`
}

/**
 * The files of `src` that the architecture document names as the place of a decision; a bare name is in the same folder
 * as the previous one.
 */
function placesOfDecisions(): string[] {
  const text = readFileSync(path.join(ROOT, "docs/architecture.md"), "utf8")
  const [, table = ""] = /### Where it is decided\n([\s\S]*?)\n\n[^|]/.exec(text) ?? []
  return table.split("\n").flatMap((row) => {
    let folder = ""
    return [...row.matchAll(/`([\w/-]+\.ts)`/g)].map(([, file = ""]) => {
      folder = file.includes("/") ? path.dirname(file) : folder
      return path.join(folder, path.basename(file))
    })
  })
}

describe("the links of the documents", () => {
  it.each(DOCUMENTS)("lead to files and headings that are there: %s", (document) => {
    expect(relativeLinksOf(document).flatMap((link) => problemOf(document, link) ?? [])).toEqual([])
  })

  it("show every picture that is kept", () => {
    const shown = DOCUMENTS.flatMap((document) =>
      relativeLinksOf(document).map((link) => path.join(path.dirname(document), link))
    )
    const kept = readdirSync(path.join(ROOT, "docs/screenshots")).map((name) => `docs/screenshots/${name}`)
    expect(kept.filter((picture) => !shown.includes(picture))).toEqual([])
  })

  it("lead to the files in which something is decided", () => {
    const places = placesOfDecisions()
    expect(places.length).toBeGreaterThan(20)
    expect(places.filter((file) => !existsSync(path.join(ROOT, "src", file)))).toEqual([])
  })

  it("would be missed", () => {
    expect(problemOf("docs/clerk.md", "nowhere.md")).toMatch(/there is no docs\/nowhere.md/)
    expect(problemOf("docs/clerk.md", "../README.md#nowhere")).toMatch(/has this anchor/)
  })
})
