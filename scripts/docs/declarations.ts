/** Reads TypeScript for the documentation: declarations with their comments, as written. Nothing is compiled. */
import fs from "node:fs"
import path from "node:path"
import ts from "typescript"

const ROOT = path.join(__dirname, "../..")

/** A source file as a tree. @param file relative to the repository's root */
export function parse(file: string): ts.SourceFile {
  const text = fs.readFileSync(path.join(ROOT, file), "utf8")
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
}

/** The exported interface, type, class or function of that name. */
export function declaration(source: ts.SourceFile, name: string): ts.DeclarationStatement {
  const found = source.statements.find(
    (one): one is ts.DeclarationStatement =>
      (ts.isInterfaceDeclaration(one) ||
        ts.isTypeAliasDeclaration(one) ||
        ts.isClassDeclaration(one) ||
        ts.isFunctionDeclaration(one)) &&
      one.name?.text === name
  )
  if (found === undefined) {
    throw new Error(`${source.fileName} does not declare ${name}.`)
  }
  return found
}

/** A type declaration for readers: with comments, without `export` and bodies. */
export function typeText(source: ts.SourceFile, name: string): string {
  const node = declaration(source, name)
  return dropLinks(node.getFullText(source).trim())
    .replace(/^export /m, "")
    .replace(/\(typeof (\w+)\)\[number\]/g, (_whole, list: string) => membersOf(source, list).join(" | "))
}

/** The texts of a constant list. */
function membersOf(source: ts.SourceFile, list: string): string[] {
  const found = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .find(({ name }) => name.getText(source) === list)?.initializer
  const array = found !== undefined && ts.isAsExpression(found) ? found.expression : found
  return array !== undefined && ts.isArrayLiteralExpression(array)
    ? array.elements.map((element) => element.getText(source))
    : []
}

export interface Member {
  readonly name: string
  /** `payByCard(input: CardPaymentInput): Promise<CardPaymentResult>` */
  readonly text: string
  readonly type: string
  readonly isOptional: boolean
  readonly comment: Comment
}

/** The members of an interface, inherited ones first. */
export function members(source: ts.SourceFile, name: string): Member[] {
  const node = declaration(source, name)
  if (!ts.isInterfaceDeclaration(node)) {
    throw new Error(`${name} is no interface.`)
  }
  const inherited = (node.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(({ expression }) => {
      const base = expression.getText(source)
      return members(isDeclared(source, base) ? source : imported(source, base), base)
    })
  )
  const own = node.members.filter(
    (one): one is ts.PropertySignature | ts.MethodSignature =>
      ts.isPropertySignature(one) || ts.isMethodSignature(one)
  )
  return [
    ...inherited,
    ...own.map((one) => ({
      name: one.name.getText(source),
      text: oneLine(one.getText(source)),
      type: oneLine(spelledOut(source, one.type)).replace(/\breadonly |^\| /g, ""),
      isOptional: one.questionToken !== undefined,
      comment: comment(one),
    })),
  ]
}

/** A type as written; a named choice of texts is spelled out. */
function spelledOut(source: ts.SourceFile, type: ts.TypeNode | undefined): string {
  const text = type?.getText(source) ?? ""
  if (type === undefined || !ts.isTypeReferenceNode(type) || !/^\w+$/.test(text) || text === "Date") {
    return text
  }
  const named = declaration(isDeclared(source, text) ? source : imported(source, text), text)
  return ts.isTypeAliasDeclaration(named) ? named.type.getText() : text
}

export interface Comment {
  readonly text: string
  readonly returns: string | undefined
  readonly throws: string | undefined
}

/** The comment above a declaration. */
export function comment(node: ts.Node): Comment {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  const lines = (doc?.getText() ?? "").replace(/^\/\*\*|\*\/$/g, "").replace(/^\s*\* ?/gm, "")
  const [text = "", ...tags] = dropLinks(lines).split(/(?<=^|\s)@(?=(?:param|returns|throws)\b)/)
  const tag = (name: string) => {
    const found = tags.find((one) => one.startsWith(name))
    return found === undefined ? undefined : oneLine(found.slice(name.length))
  }
  return { text: oneLine(text), returns: tag("returns"), throws: tag("throws") }
}

/**
 * The files that a file imports, directly or not, including itself, within the given folders; without type-only
 * imports.
 */
export function madeOf(file: string, folders: readonly string[], seen = new Set<string>()): Set<string> {
  if (seen.has(file)) {
    return seen
  }
  seen.add(file)
  for (const statement of parse(file).statements) {
    if (ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly !== true) {
      const target = resolve(file, statement)
      if (target !== undefined && folders.some((folder) => target.startsWith(folder))) {
        madeOf(target, folders, seen)
      }
    }
  }
  return seen
}

function resolve(file: string, { moduleSpecifier }: ts.ImportDeclaration): string | undefined {
  const specifier = (moduleSpecifier as ts.StringLiteral).text
  const base = path.posix.join(path.posix.dirname(file), specifier)
  return specifier.startsWith(".")
    ? [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((one) => fs.existsSync(path.join(ROOT, one)))
    : undefined
}

function isDeclared(source: ts.SourceFile, name: string): boolean {
  return source.statements.some(
    (one) => (ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one)) && one.name.text === name
  )
}

/** The file that a name is imported from. */
function imported(source: ts.SourceFile, name: string): ts.SourceFile {
  const from = source.statements.find(
    (one): one is ts.ImportDeclaration =>
      ts.isImportDeclaration(one) && new RegExp(`\\b${name}\\b`).test(one.importClause?.getText() ?? "")
  )
  const file = from === undefined ? undefined : resolve(source.fileName, from)
  if (file === undefined) {
    throw new Error(`${source.fileName} does not say where ${name} comes from.`)
  }
  return parse(file)
}

function dropLinks(text: string): string {
  return text.replace(/\{@link ([^}]+)\}/g, "`$1`")
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim()
}
