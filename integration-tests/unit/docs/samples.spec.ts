import fs from "node:fs"
import path from "node:path"
import ts from "typescript"

const ROOT = path.join(__dirname, "../../..")
const SAMPLE = /^```(tsx?)\n([\s\S]*?)^```$/gm

const CLIENT = "medusa-payment-nexi-xpay-storefront"

/** A document whose samples a storefront developer copies. */
interface Sampled {
  readonly file: string
  /** Only below this heading. */
  readonly section?: string
  /** The code that precedes the first sample, or, for independent samples, each one. */
  readonly before: string
  /** The samples form one program, in order; otherwise each is independent. */
  readonly isOneProgram?: boolean
}

const TYPED = "declare const number: string, expiry: string, cvv: string, holder: string, cartId: string"

const DOCUMENTS: readonly Sampled[] = [
  {
    file: "docs/storefront.md",
    before: `${TYPED}
      declare const numberInput: HTMLInputElement, problem: HTMLElement, message: HTMLElement`,
    isOneProgram: true,
  },
  {
    file: "docs/storefront-guides.md",
    before: `import { createXPayClient, type CardInput, type PaymentMethod, type PaymentReference, type XPayClient } from "${CLIENT}"
      declare const reference: PaymentReference, card: CardInput, button: PaymentMethod, method: PaymentMethod, xpay: XPayClient
      declare const shop: { baseUrl: string; publishableKey: string }
      declare const cartId: string, orderId: string, returnUrl: string, token: string, signal: AbortSignal`,
  },
  {
    file: "README.md",
    section: "In the storefront",
    before: TYPED,
  },
  { file: "packages/storefront/README.md", before: TYPED },
  { file: "docs/extending.md", before: "" },
]

/** For React samples that are part of a component. */
const BEFORE_ELEMENT = `import { XPayCardForm, XPayMessage, XPayMethods, XPayProvider, XPaySavedCards } from "${CLIENT}/react"
  import type { Payment, XPayClient } from "${CLIENT}"
  declare const xpay: XPayClient, cart: { id: string }, returnUrl: string, showOutcome: (payment: Payment) => void`

/** The samples of a document as files, named by their origin. */
function programsOf({
  file,
  section,
  before,
  isOneProgram = false,
}: Sampled): [name: string, code: string][] {
  const all = fs.readFileSync(path.join(ROOT, file), "utf8")
  const text = section === undefined ? all : (all.split(`\n## ${section}\n`)[1]?.split("\n## ")[0] ?? "")
  const samples = [...text.matchAll(SAMPLE)].map(([, language = "ts", code = ""]) => ({ language, code }))
  const name = (index: number, language: string) => `${file.replaceAll("/", "-")}-${index}.${language}`
  const elements = samples.filter(({ language }) => language === "tsx")
  const plain = samples.filter(({ language }) => language === "ts").map(({ code }) => code)
  const programs = isOneProgram ? [plain.join("\n")] : plain
  return [
    ...programs.map((code, index): [string, string] => [name(index, "ts"), `${before}\n${code}\nexport {}`]),
    ...elements.map(({ code }, index): [string, string] => [
      name(index, "tsx"),
      code.startsWith("<") ? `${BEFORE_ELEMENT}\n${code}` : code,
    ]),
  ]
}

const OPTIONS: ts.CompilerOptions = {
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
    ["medusa-payment-nexi-xpay/workflows"]: [path.join(ROOT, "src/workflows/index.ts")],
    [CLIENT]: [path.join(ROOT, "src/storefront/index.ts")],
    [`${CLIENT}/card-fields`]: [path.join(ROOT, "src/storefront/card-fields/index.ts")],
    [`${CLIENT}/order`]: [path.join(ROOT, "src/storefront/order/index.ts")],
    [`${CLIENT}/react`]: [path.join(ROOT, "src/storefront/react/index.ts")],
  },
}

/** Compiler errors of in-memory files, by file name. */
function problemsOf(programs: ReadonlyMap<string, string>): Record<string, string[]> {
  const codeOf = new Map([...programs].map(([name, code]) => [path.join(ROOT, name), code]))
  const disk = ts.createCompilerHost(OPTIONS)
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => codeOf.has(file) || disk.fileExists(file),
    readFile: (file) => codeOf.get(file) ?? disk.readFile(file),
    getSourceFile: (file, ...rest) => {
      const code = codeOf.get(file)
      return code === undefined
        ? disk.getSourceFile(file, ...rest)
        : ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true)
    },
  }
  const program = ts.createProgram([...codeOf.keys()], OPTIONS, host)
  return Object.fromEntries(
    [...codeOf].map(([file, code]) => {
      const source = program.getSourceFile(file)
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      return [path.basename(file), found.map((one) => describeProblem(one, code))]
    })
  )
}

function describeProblem({ messageText, start = 0 }: ts.Diagnostic, code: string): string {
  return `${code.slice(start, start + 40).split("\n")[0] ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`
}

describe("a sample for storefronts", () => {
  const samples = new Map(DOCUMENTS.flatMap(programsOf))
  const wrong: [string, string] = ["wrong.ts", "const total: string = 18.8\nexport {}"]
  let problems: Record<string, string[]>

  beforeAll(() => {
    problems = problemsOf(new Map([...samples, wrong]))
  }, 120_000)

  it.each([...samples.keys()])("compiles: %s", (name) => {
    expect(problems[name]).toEqual([])
  })

  it("is found in every document, for React too", () => {
    const names = [...samples.keys()]
    for (const { file } of DOCUMENTS) {
      expect(names.filter((name) => name.startsWith(file.replaceAll("/", "-")))).not.toEqual([])
    }
    expect(names.filter((name) => name.endsWith(".tsx"))).toHaveLength(2)
  })

  it("is noticed when it does not compile", () => {
    expect(problems["wrong.ts"]).toEqual([expect.stringContaining("not assignable")])
  })

  it("writes amounts as people do: no number is put into a text as it is", () => {
    expect([...samples.values()].join("\n")).not.toMatch(/\$\{[^}]*\b(total|amount)\}\s*€/)
  })
})
