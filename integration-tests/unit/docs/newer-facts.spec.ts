import { problemOf } from "../../../scripts/check-claims"
import { newerFacts } from "../../simulator/newer-facts"

describe("what newer evidence says of XPay", () => {
  it.each(newerFacts.map((fact) => [fact.says, fact] as const))(
    "has a source, a test of the simulator and one of the plugin: %s",
    (_says, { section, source, simulator, plugin }) => {
      expect([section, source]).not.toContain("")
      expect([simulator, plugin].flatMap((proof) => problemOf(proof) ?? [])).toEqual([])
    }
  )
})
