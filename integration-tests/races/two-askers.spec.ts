import { xpaySuite } from "../harness/xpay-suite"
import { SEEDS } from "./seeds"
import { twoAskers } from "./two-askers"

// After every repetition the three books are compared and everything is searched for secrets.
xpaySuite("two-askers", (store) => {
  describe("races", () => {
    describe.each(Object.entries(twoAskers(store)))("%s", (_name, run) => {
      it.each(SEEDS)("seed %i", async (seed) => await run(seed))
    })
  })
})
