import { describeFindings, FINDINGS, type FindingKind } from "../../../src/texts/health"

const gaps = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe("what a look at a terminal says", () => {
  it.each(Object.keys(FINDINGS) as FindingKind[])("tells the same facts in both languages: %s", (kind) => {
    expect(gaps(FINDINGS[kind].it)).toEqual(gaps(FINDINGS[kind].en))
  })

  it("is one check for each thing looked at, as bad as its worst finding", () => {
    const checks = describeFindings(
      [
        { kind: "methods_on", facts: { names: { en: "cards", it: "carte" } } },
        { kind: "cards_missing", facts: { regions: "Italia" } },
        { kind: "methods_missing", facts: { names: "PayPal", regions: "Italia" } },
        { kind: "database_fine" },
      ],
      "it"
    )
    expect(checks).toEqual([
      {
        name: "methods",
        status: "error",
        title: "Metodi di pagamento",
        text: expect.stringMatching(/terminale: carte\. Le carte sono attive in Italia.*PayPal/),
      },
      { name: "database", status: "ok", title: "Tabelle", text: "Presenti e aggiornate." },
    ])
  })
})
