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
  "src/storefront/client-messages.ts",
  "src/storefront/card/card-texts.ts",
  "src/storefront/card-fields/texts.ts",
  "src/storefront/order/not-found.ts",
  "src/storefront/react/texts.ts",
  ...textsIn("demo/storefront/texts"),
  "src/simulator/cli-texts.ts",
  "src/simulator/build/frame-texts.ts",
  "src/simulator/hosted/hosted-texts.ts",
  "src/simulator/threeds/challenge-texts.ts",
]

/** One word for each thing, Medusa's if it has one: a word not to use, and the one to write. */
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
  [/\bask(s|ed|ing)? XPay\b|\bXPay is being asked\b|, and is being asked\b/i, "query XPay"],
  [/\bways? (to pay|of paying)\b/i, "payment method"],
  // Italian
  [/\bcontabilizz/i, "cattura, catturare"],
  [/\bsblocc|\brilasci/i, "annullare (di un'autorizzazione)"],
  [/\bstorn/i, "rimborso, annullamento"],
  [/\b(rimborsat|catturat)[oaie] in parte\b/i, "parzialmente rimborsato, parzialmente catturato"],
  [/\bpannello\b/i, "dashboard"],
  [/\bmod[oi] di pagare\b|\bmodalità di pagamento\b/i, "metodo di pagamento"],
]

/** XPay's accounting type, which is not a capture; this is Nexi's name for it. */
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

/** The vocabulary of payments, for code, comments and documents: a private word, and the standard one. */
const PRIVATE: readonly (readonly [own: RegExp, write: string])[] = [
  [/\bsettl/i, "resolve, outcome"],
  [/\buncapture\b|\bundo(es|ing|ne)? (a|the) capture/i, "cancel capture"],
  [
    /\blet(s|ting)? (it|the hold|a hold|the authorization)? ?go\b|\breleas\w+ (a|the) (hold|authorization)/i,
    "void",
  ],
  [/\bg(ive|ives|iving|iven|ave) (it|the money|money|the rest) back\b/i, "reverse: void or refund"],
  [/\bask(s|ed|ing)? XPay\b|\bXPay (is|was|has been) (being )?asked\b|\bthe truth\b/i, "query XPay, inquiry"],
  [/\bis_?told\b|\buntold\b|\bunclaimed\b/i, "booked, unbooked"],
  [/\b(takings|holdings)\b/i, "captures, order funds"],
  [/\bfound(Movement|_and_not_booked)|movementsFound/i, "external"],
  [/\bpatien(t|ce)/i, "polling, poll intervals"],
  [/\bbrak(e|es|ing)\b|\bthie(f|ves)\b|client_?hash/i, "velocity limit, card testing, payer_ip_hash"],
  [/\bways? (to pay|of paying)\b|\bway_text\b/i, "payment method, channel"],
  [/\bunattended\b/i, "without 3-D Secure challenge, merchant-initiated"],
  [/\b(desks?|doors?)\b/i, "dashboard, staff, availability"],
  [
    /\btelephone (payment|order)|\btake_?phone|\b\w*PhonePayments?\b|\bPhone(Order|Panel|Form|Outcome)/i,
    "MOTO payment",
  ],
  [/\b(form|intent)_?id\b/i, "request key, Medusa reference"],
  [/\bmend(s|ed|ing)?\b|\bundo(es|ing|ne)? (a|the) completion/i, "repair, roll back"],
  [/\bsweep(s|ing)?\b/i, "find unrequested rows, import back-office changes"],
  [
    /\b(checkIn|putOff|takeDue|mayMove|amendAttempt)\b/,
    "next check, reschedule, lease due, transition, update",
  ],
  [/\b(Flight|Arrival)\b|\b(board|judge)\(/, "HTTP exchange, toOutcome"],
  [/\bknock/i, "notify"],
  [/\bwants? to see the (shopper|payer|customer)/i, "requires a challenge"],
  [/\bword of (ours|mine)\b/i, "call from us"],
  [/\bthe house\b|\bfloors? of\b/i, "source folders, layers"],
]

/** Standard terms with the same words, and texts that are not ours. */
const ALLOWED = [
  /Mail order and telephone order \(MOTO\)/g,
  /the issuer releases the hold/g,
  // Proofs: the file of a test with its title; suites and screenshots by name.
  /`[\w/-]+\.(spec\.)?ts` "[^"]*"/g,
  /[\w/-]+\.spec\.ts|screenshots\/[\w.-]+/g,
]

describe("the code and the documents", () => {
  const files = ["src", "demo", "docs", "examples", "packages"].flatMap(filesIn)

  it("speak the language of payments", () => {
    expect(files.length).toBeGreaterThan(500)
    expect([...files, "README.md", "README.it.md", "SECURITY.md"].flatMap(privateWords)).toEqual([])
  })
})

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.join(folder, file))
    .filter(
      (file) => /\.(tsx?|mjs|css|md)$/.test(file) && !/node_modules|(^|\/)(public|\.next|dist)\//.test(file)
    )
}

function privateWords(file: string): string[] {
  const lines = readFileSync(path.join(ROOT, file), "utf8").split("\n")
  return lines.flatMap((line, index) => {
    const words = ALLOWED.reduce((rest, allowed) => rest.replace(allowed, ""), line)
    return PRIVATE.filter(([own]) => own.test(words)).map(
      ([own, write]) => `${file}:${index + 1}: not ${String(own)}, but ${write}: ${line.trim()}`
    )
  })
}

function textsIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder)).map((file) => path.join(folder, file))
}

/** Every text between quotes or backticks, without its interpolations. */
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
