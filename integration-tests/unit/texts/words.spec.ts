import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import ts from "typescript"

const ROOT = path.join(__dirname, "../../..")

const FILES = [
  ...textsIn("src/texts"),
  ...textsIn("src/admin/i18n"),
  "src/admin/order/balance-link-texts.ts",
  "src/admin/order/card-texts.ts",
  "src/cli/texts.ts",
]

/** For each thing one word, Medusa's where it has one: another word for it, and the one to write. */
const FORBIDDEN: readonly (readonly [another: RegExp, write: string])[] = [
  // English
  [/\breleas|\blets? go\b|\bletting go\b/i, "void (of an authorization)"],
  [/\buncaptur|\bundo(ing)? (a|the) capture|\bundone capture/i, "cancel capture"],
  [/\bsettl/i, "resolve"],
  [/\b(give|gives|giving|given|gave) (the )?(money )?back\b/i, "refund, void, return"],
  [/\btelephone\b/i, "phone"],
  [/\bcancell(ed|ing)\b/i, "canceled, as Medusa spells it"],
  [
    /\bpartly (captured|refunded)\b|\b(captured|refunded) in part\b/i,
    "partially captured, partially refunded",
  ],
  [/\bby hand\b/i, "manual"],
  // Italian
  [/\bcontabilizz/i, "cattura, catturare"],
  [/\bsblocc|\brilasci/i, "annullare (di un'autorizzazione)"],
  [/\bstorn/i, "rimborso, annullamento"],
  [/\b(rimborsat|catturat)[oaie] in parte\b/i, "parzialmente rimborsato, parzialmente catturato"],
  [/\bpannello\b/i, "dashboard"],
]

/** XPay's accounting type, which is not a capture and which Nexi calls so. */
const ACCOUNTING_TYPE = /^contabilizzazione$|(tipo di )?contabilizzazione (esplicita|implicita|\(PS0026\))/gi

describe("what staff and shoppers read", () => {
  it.each(FILES)("has one word for each thing: %s", (file) => {
    const read = sentences(file)
    expect(read.length).toBeGreaterThan(1)
    const wrong = read.flatMap((sentence) => {
      const words = sentence.replace(ACCOUNTING_TYPE, "")
      return FORBIDDEN.filter(([another]) => another.test(words)).map(
        ([another, write]) => `“${sentence}”: not ${String(another)}, but ${write}`
      )
    })
    expect(wrong).toEqual([])
  })
})

function textsIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder)).map((file) => path.join(folder, file))
}

/** Every text between quotes or backticks, without what is filled in. */
function sentences(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(ROOT, file), "utf8"),
    ts.ScriptTarget.Latest,
    true
  )
  const found: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push(node.text)
    }
    node.forEachChild(look)
  }
  look(source)
  return found
}
