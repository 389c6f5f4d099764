import { readdirSync } from "node:fs"
import path from "node:path"
import flipped from "../../flipped.json"
import notFlipped from "../../not-flipped.json"

describe("the run with every assumption turned round", () => {
  const suites = readdirSync(path.join(__dirname, "../../http"))
    .filter((name) => name.endsWith(".spec.ts"))
    .map((name) => name.replace(/\.spec\.ts$/, ""))

  it("has or leaves out each suite on a whole store, once, and says why (flipped.json, not-flipped.json)", () => {
    const said = [flipped, notFlipped].flatMap((lists) => Object.values<readonly string[]>(lists).flat())
    expect([...said].sort()).toEqual(suites.sort())
  })
})
