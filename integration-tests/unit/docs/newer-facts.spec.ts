import { readFileSync } from "node:fs"
import path from "node:path"
import { problemOf } from "../../../scripts/check-claims"
import { MARKED, newerFacts } from "../../simulator/newer-facts"

describe("what newer evidence says of XPay", () => {
  it.each(newerFacts.map((fact) => [fact.says, fact] as const))(
    "has a source, a test of the simulator, and one of the plugin if that has to do with it: %s",
    (_says, { section, source, simulator, plugin }) => {
      expect([section, source]).not.toContain("")
      const proofs = [simulator, ...("notUsedBecause" in plugin ? [] : [plugin])]
      expect(proofs.flatMap((proof) => problemOf(proof) ?? [])).toEqual([])
    }
  )

  it("is a row for each statement that the description marks as newer", () => {
    const sections = newerFacts.map(({ section }) => section)
    const rows = [...new Set(sections)].map((section) => [
      section,
      sections.filter((one) => one === section).length,
    ])
    expect(Object.fromEntries(rows)).toEqual(MARKED)
  })

  it("says of nothing that the plugin calls that it is not used", () => {
    const client = readFileSync(path.join(__dirname, "../../../src/gateway/client.ts"), "utf8")
    const unused = newerFacts.filter(({ plugin }) => "notUsedBecause" in plugin).map(({ says }) => says)
    expect(unused).toEqual([
      "Links are listed: GET /orders/paybylink.",
      "POST /v2/orders/paybylink makes a link too.",
    ])
    expect(client).not.toMatch(/\/v2\b|\.get\("\w+", \{\s+path: "\/orders\/paybylink"/)
  })
})
