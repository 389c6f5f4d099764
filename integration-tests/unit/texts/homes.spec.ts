import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import ts from "typescript"

const SOURCE = path.join(__dirname, "../../../src")

/** Where sentences may be, and why. All other code takes them from `texts/` by code. */
const HOMES: readonly (readonly [home: RegExp, why: string])[] = [
  [/^texts\//, "the server's"],
  [/^admin\/i18n\//, "the dashboard's, loaded in one language"],
  [/^admin\/order\/[\w-]+-texts\.ts$/, "what the order page carries, too little to load by language"],
  [/^admin\/lib\/lazily\.tsx$/, "is shown when the dashboard's texts could not be loaded"],
  [/^cli\/texts\.ts$/, "the command line's"],
  [/^storefront\//, "a package of its own"],
  [/^simulator\//, "shares nothing with the plugin"],
]

/**
 * Every longer Italian sentence contains one of these, and hardly any of them is a word of English, SQL or TypeScript.
 */
const ITALIAN =
  /(?<![\p{L}\d_-])(il|la|gli|della|dello|delle|degli|del|dei|di|nel|nella|alla|alle|dal|dalla|una|uno|che|è|più|già|puoi|sono|stato|stata|questo|questa|questi|con|ai|sul|sulla|tuo|tua|ordine|pagamento|pagamenti|carta|carte|importo|negozio|pagina|cliente|addebito|riprova)(?![\p{L}\d_-])/iu

/** Brand names, which are the same in every language. */
const BRANDS = ["PayPal Paga in 3 rate"]

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) =>
  /\.tsx?$/.test(file)
)

describe("a sentence for people", () => {
  it("is not outside the files for texts, in Italian", () => {
    const strays = files.filter((file) => !isHome(file)).flatMap((file) => italianIn(file))
    expect(strays).toEqual([])
  })

  it.each(HOMES)("has its home where this test allows it: %s", (home) => {
    expect(files.filter((file) => home.test(file)).flatMap(italianIn)).not.toEqual([])
  })
})

function isHome(file: string): boolean {
  return HOMES.some(([home]) => home.test(file))
}

/** Texts that read as Italian, and Italian entries in a record of languages. */
function italianIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(SOURCE, file), "utf8"),
    ts.ScriptTarget.Latest,
    true
  )
  const found: string[] = []
  const look = (node: ts.Node): void => {
    const text = textOf(node)
    if (text !== undefined && !BRANDS.includes(text) && (ITALIAN.test(text) || isForItalian(node))) {
      found.push(`${file}: ${text}`)
    }
    node.forEachChild(look)
  }
  look(source)
  return found
}

function textOf(node: ts.Node): string | undefined {
  return ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isJsxText(node)
    ? node.text.trim()
    : undefined
}

/** The value of `it: "…"`, except the three-letter language code, which is not a text. */
function isForItalian(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node.parent) &&
    node.parent.initializer === node &&
    node.parent.name.getText() === "it" &&
    textOf(node) !== "ita"
  )
}
