import { eventually } from "../harness/eventually"
import { FLOWS } from "./flows"
import { KillStore } from "./kill-store"
import { commitsWithoutPoint, FLOW_NAMES, KILL_POINTS } from "./points"

jest.setTimeout(300_000)

describe("the table of kill points", () => {
  const store = new KillStore("kill-commits")

  beforeAll(async () => await store.setUp())
  afterAll(async () => await store.tearDown())

  it.each(FLOW_NAMES)("has every commit of: %s", async (name) => {
    const flow = await FLOWS[name](store)
    const start = await store.commits.end()
    await flow.act()
    await eventually(async () => {
      const commits = await store.commits.commits(start)
      const isMade = await Promise.all(
        KILL_POINTS[name].map(async (one) => [
          one.name,
          (await store.commits.count(one.change, start)) >= (one.nth ?? 1),
        ])
      )
      expect(isMade.filter(([, made]) => made === false)).toEqual([])
      expect(commitsWithoutPoint(commits, KILL_POINTS[name])).toEqual([])
    }, 30_000)
    await flow.check()
  })
})
