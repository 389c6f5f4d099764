import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import ts from "typescript"
import { EXPORTS, objectToExports, requireMedusa } from "../../../src/medusa/check-at-start"
import { findMedusaCli } from "../../../src/medusa/command-line"
import { objectToConfiguration } from "../../../src/medusa/configuration"
import { madeSince, objectToIds } from "../../../src/medusa/ids"
import { objectToCradle, requireCradle } from "../../../src/medusa/payment-module"
import { MEDUSA_COLUMNS } from "../../../src/medusa/tables"
import requireConfiguration from "../../../src/modules/xpay/require-configuration"

const HTTP = { storeCors: "", adminCors: "" }
const KNOWN = { modules: { payment: { options: { providers: [] } } }, projectConfig: { http: HTTP } }
const service = (...methods: string[]) =>
  Object.fromEntries(methods.map((method) => [method, () => Promise.resolve()]))
const CRADLE = {
  __pg_connection__: () => undefined,
  paymentSessionService: service("retrieve", "update"),
  paymentService: service("retrieve", "list"),
  captureService: service("list"),
  refundService: service("list"),
}

const SOURCES = path.join(__dirname, "../../../src")

/** What our source files import from each package, without type-only imports. */
function importedNames(): Map<string, Set<string>> {
  const imported = new Map<string, Set<string>>()
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  for (const file of files.filter((one) => one.endsWith(".ts"))) {
    const text = readFileSync(path.join(SOURCES, file), "utf8")
    const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
    for (const { moduleSpecifier, importClause } of statements.filter(ts.isImportDeclaration)) {
      const from = (moduleSpecifier as ts.StringLiteral).text
      imported.set(from, new Set([...(imported.get(from) ?? []), ...namesOf(importClause)]))
    }
  }
  return imported
}

function namesOf(clause: ts.ImportClause | undefined): string[] {
  const names = clause?.namedBindings
  return clause === undefined || clause.isTypeOnly || names === undefined || !ts.isNamedImports(names)
    ? []
    : names.elements.filter((one) => !one.isTypeOnly).map((one) => (one.propertyName ?? one.name).text)
}

describe("at the start", () => {
  it("the Medusa that is installed has everything", () => {
    expect(requireMedusa).not.toThrow()
    expect(objectToCradle(CRADLE)).toBeUndefined()
    expect(objectToConfiguration(KNOWN)).toBeUndefined()
  })

  it("a function that is gone is named", () => {
    const exported = {
      "@medusajs/medusa/core-flows": { from: { one: 1 }, names: ["one", "acquireLockStepId"] },
    }
    expect(objectToExports(exported)).toBe("@medusajs/medusa/core-flows has no `acquireLockStepId`")
  })

  it("everything is looked for that is called", () => {
    const imported = importedNames()
    for (const [entry, { names }] of Object.entries(EXPORTS)) {
      expect([...(imported.get(entry) ?? [])].sort()).toEqual([...names].sort())
    }
  })

  it("every column that is joined to find what was sent is looked for", () => {
    const sql = readFileSync(path.join(SOURCES, "modules/xpay/sent-orders.ts"), "utf8")
    const columnsOf = (alias: string) =>
      [...sql.matchAll(new RegExp(`"${alias}\\.(\\w+)`, "g"))].map(([, name]) => name)
    expect(columnsOf("f")).toContain("shipped_at")
    expect(columnsOf("l")).toContain("deleted_at")
    expect(MEDUSA_COLUMNS["fulfillment"]).toEqual(expect.arrayContaining(columnsOf("f")))
    expect(MEDUSA_COLUMNS["order_fulfillment"]).toEqual(expect.arrayContaining(columnsOf("l")))
  })

  it("ids without their time are noticed", () => {
    expect(objectToIds((prefix) => `${prefix}_018f-a-uuid`)).toMatch(
      /"order_018f-a-uuid", which does not begin/
    )
    expect(madeSince("capt", 0)).toEqual({ $gte: "capt_0000000000" })
  })

  it.each([
    [{}, "`modules` is no object with the modules by their names"],
    [{ ...KNOWN, modules: [] }, undefined],
    [
      { ...KNOWN, modules: { payment: { options: { providers: {} } } } },
      "`modules.payment.options.providers` is no list",
    ],
    [
      { ...KNOWN, projectConfig: {} },
      "`projectConfig.http.storeCors` is no text, `projectConfig.http.adminCors` is no text",
    ],
    [
      { ...KNOWN, projectConfig: { http: { ...HTTP, adminCors: [] } } },
      "`projectConfig.http.adminCors` is no text",
    ],
  ])("a configuration of another shape is named: %j", (configuration, objection) => {
    expect(objectToConfiguration(configuration)).toBe(objection)
  })

  it("stops the start over such a configuration, saying what to do", async () => {
    const container = { resolve: () => ({ modules: {} }) }
    await expect(requireConfiguration({ container } as never)).rejects.toThrow(
      /^This release of Medusa is not as medusa-payment-nexi-xpay knows it: `projectConfig.http.storeCors` .*table in the plugin's README/
    )
  })

  it("services of the payment module that are gone are named, also where the container throws at them", () => {
    const { captureService: _gone, ...without } = CRADLE
    const throwing = new Proxy(without, {
      get: (target, name) => {
        if (!(name in target)) {
          throw new Error("AwilixResolutionError")
        }
        return target[name as keyof typeof target]
      },
    })
    const renamed = { ...throwing, refundService: service("find") }
    expect(objectToCradle(throwing)).toBe("the payment module gives its providers no `captureService.list`")
    expect(() => requireCradle(renamed)).toThrow(/no `captureService.list`, `refundService.list`/)
  })
})

describe("Medusa's command line", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "an-application-"))
  const cli = path.join(folder, "node_modules/@medusajs/cli")
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([{ medusa: "bin/elsewhere.js" }, "bin/elsewhere.js"])("is what its package says: %j", (bin) => {
    mkdirSync(cli, { recursive: true })
    writeFileSync(path.join(cli, "package.json"), JSON.stringify({ name: "@medusajs/cli", bin }))
    expect(findMedusaCli(folder)).toBe(path.join(cli, "bin/elsewhere.js"))
  })

  it("is not there without an application", () => {
    expect(findMedusaCli(os.tmpdir())).toBeUndefined()
  })
})
