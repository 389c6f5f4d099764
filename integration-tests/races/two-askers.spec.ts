import { xpaySuite } from "../harness/xpay-suite"
import { SEEDS } from "./seeds"
import { twoAskers } from "./two-askers"

// After every repetition the audit compares the three ledgers and searches everything for secrets.
xpaySuite("two-askers", (store) => {
  describe("races", () => {
    describe.each(Object.entries(twoAskers(store)))("%s", (_name, run) => {
      it.each(SEEDS)("seed %i", async (seed) => await run(seed))
    })
  })
})
