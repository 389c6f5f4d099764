/** The reference of the storefront client: the exports of its entries, with the comments in the code. */
import ts from "typescript"
import { comment, declaration, members, parse, typeText } from "./declarations"

const FOLDER = "src/storefront"

/** Every function of the client. */
export function clientFunctions(): string {
  const source = parse(`${FOLDER}/create-xpay-client.ts`)
  return members(source, "XPayClient")
    .flatMap(({ text, comment }) => [
      `#### \`${text.replace(/\breadonly /g, "")}\``,
      "",
      [
        comment.text,
        comment.returns === undefined ? "" : `Returns ${comment.returns}`,
        comment.throws === undefined ? "" : `Throws ${comment.throws}`,
      ]
        .filter((part) => part !== "")
        .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
        .join(" ")
        .replaceAll("`XPayClient.", "`"),
      "",
    ])
    .join("\n")
    .trimEnd()
}

/** Every type that the client exports, apart from the client itself. */
export function clientTypes(): string {
  return types("index.ts", ["XPayClient", "XPayError"])
}

/** The functions of the entry for an order's balance. */
export function orderFunctions(): string {
  return functionTable("order/index.ts")
}

/** Every type that this entry exports. */
export function orderTypes(): string {
  return types("order/index.ts", [])
}

/** The components and hooks of the React layer. */
export function reactComponents(): string {
  return functionTable("react/index.ts")
}

function functionTable(entry: string): string {
  const rows = exportsOf(entry)
    .filter(({ isType }) => !isType)
    .map(({ name, file }) => {
      const { text, returns, throws } = comment(declaration(parse(file), name))
      const more = throws === undefined ? "" : ` Throws ${throws}`
      return `| \`${name}\` | ${text}${returns === undefined ? "" : ` Returns ${returns}`}${more} |`
    })
  return ["| | |", "|---|---|", ...rows].join("\n")
}

/** Every type that the React layer exports. */
export function reactTypes(): string {
  return types("react/index.ts", [])
}

function types(entry: string, without: readonly string[]): string {
  const texts = exportsOf(entry)
    .filter(({ name, isType }) => isType && !without.includes(name))
    .map(({ name, file }) => typeText(parse(file), name))
  return ["```ts", texts.join("\n\n"), "```"].join("\n")
}

interface Exported {
  readonly name: string
  readonly file: string
  readonly isType: boolean
}

/** The re-exports of an entry from neighbouring files. */
function exportsOf(entry: string): Exported[] {
  const folder = `${FOLDER}/${entry}`.replace(/\/[^/]+$/, "")
  return parse(`${FOLDER}/${entry}`).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) {
      return []
    }
    const from = (statement.moduleSpecifier as ts.StringLiteral).text.replace("./", "")
    const file = [`${folder}/${from}.ts`, `${folder}/${from}.tsx`].find((one) => ts.sys.fileExists(one))
    if (!ts.isNamedExports(statement.exportClause) || file === undefined) {
      throw new Error(`${entry} exports what the documentation cannot tell.`)
    }
    return statement.exportClause.elements.map(({ name, isTypeOnly }) => ({
      name: name.text,
      file,
      isType: statement.isTypeOnly || isTypeOnly,
    }))
  })
}
