import { KINDS, PARTS, VERBS, type Part } from "../../faults/matrix"

describe("the parts of the fault matrix", () => {
  it("strike every call by every kind of fault, once", () => {
    const struck = Object.values<Part>(PARTS).flatMap(({ kinds, verbs }) =>
      kinds.flatMap((kind) => verbs.map((verb) => `${verb}: ${kind}`))
    )
    expect(struck.sort()).toEqual(KINDS.flatMap((kind) => VERBS.map((verb) => `${verb}: ${kind}`)).sort())
  })

  it("have at most ten calls at once where a store's connections to its database are struck", () => {
    const ofStore = Object.values<Part>(PARTS).filter(({ kinds }) => kinds.includes("killed"))
    expect(ofStore.map(({ verbs }) => verbs.length).filter((count) => count > 10)).toEqual([])
  })
})
