import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { assumptions, allFlipped, rules } from "../../src/simulator/rules"
import { initialSwitches, parseSwitchChanges, type Switches } from "../../src/simulator/switches"

describe("the table of rules", () => {
  const defaults = initialSwitches()

  it("has a source for every rule, and each rule once", () => {
    expect(rules.filter(({ source, says }) => source === "" || says === "")).toEqual([])
    expect(new Set(rules.map(({ says }) => says)).size).toBe(rules.length)
  })

  it.each(assumptions.map((rule) => [rule.says, rule] as const))(
    "can be turned round: %s",
    (_says, { opposite }) => {
      const changes = parseSwitchChanges(opposite)
      expect(Object.keys(changes)).not.toEqual([])
      for (const [name, value] of Object.entries(changes))
        expect(defaults[name as keyof Switches]).not.toEqual(value)
    }
  )

  it("is the only place where something is taken for granted: no comment says so", () => {
    const folder = path.join(__dirname, "../../src/simulator")
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts")
    )
    expect(files.length).toBeGreaterThan(100)
    // The texts for payers are not comments.
    const commentsOf = (file: string) =>
      (readFileSync(path.join(folder, file), "utf8").match(/^\s*(\/\/|\/?\*).*$/gm) ?? []).join(" ")
    const saysSo = (file: string) =>
      /\[assumption\]|\bUNKNOWN\b|(is|are) not (known|spelled out|documented)|nobody knows/.test(
        commentsOf(file)
      )
    expect(files.filter(saysSo)).toEqual([])
  })

  it("turns each switch round for one rule alone", () => {
    const names = rules.flatMap(({ opposite }) => Object.keys(opposite ?? {}))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    expect(Object.keys(allFlipped())).toHaveLength(
      assumptions.flatMap(({ opposite }) => Object.keys(opposite)).length
    )
  })
})
