import fs from "node:fs"
import path from "node:path"
import ts from "typescript"

const ROOT = path.join(__dirname, "../../..")

/** What the reader of a page has before its first line of code. */
const BEFORE = {
  "storefront.md": `
    declare const cartId: string, number: string, cvv: string, holder: string
    declare const numberInput: HTMLInputElement, problem: HTMLElement, message: HTMLElement
  `,
}

/** The blocks of a document in one language, in their order. */
function samplesOf(file: string, language: "ts" | "tsx"): string[] {
  const text = fs.readFileSync(path.join(ROOT, "docs", file), "utf8")
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, code]) =>
    name === language && code !== undefined ? [code] : []
  )
}

/** What the compiler says of a file that exists only in memory. */
function problemsOf(name: string, code: string): string[] {
  const file = path.join(ROOT, name)
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
    paths: {
      "medusa-payment-nexi-xpay/storefront": [path.join(ROOT, "src/storefront/index.ts")],
      "medusa-payment-nexi-xpay/storefront/react": [path.join(ROOT, "src/storefront/react/index.ts")],
    },
  }
  const disk = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (asked) => asked === file || disk.fileExists(asked),
    readFile: (asked) => (asked === file ? code : disk.readFile(asked)),
    getSourceFile: (asked, ...rest) =>
      asked === file
        ? ts.createSourceFile(asked, code, ts.ScriptTarget.ES2022, true)
        : disk.getSourceFile(asked, ...rest),
  }
  const program = ts.createProgram([file], options, host)
  const source = program.getSourceFile(file)
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText, start = 0 }) =>
      `${code.slice(start, start + 40).split("\n")[0] ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`
  )
}

describe("a sample in the storefront's tutorial", () => {
  it("compiles, read from top to bottom", () => {
    const samples = samplesOf("storefront.md", "ts")
    expect(samples.length).toBeGreaterThan(3)
    const code = [BEFORE["storefront.md"], ...samples, "export {}"].join("\n")
    expect(problemsOf("tutorial.ts", code)).toEqual([])
  }, 60_000)

  it("compiles in React", () => {
    const samples = samplesOf("storefront.md", "tsx")
    expect(samples.length).toBe(1)
    expect(problemsOf("tutorial.tsx", samples.join("\n"))).toEqual([])
  }, 60_000)

  it("is noticed when it does not compile", () => {
    expect(problemsOf("tutorial.ts", "const total: string = 18.8\nexport {}")).toMatchObject([
      expect.stringContaining("not assignable"),
    ])
  }, 60_000)
})
