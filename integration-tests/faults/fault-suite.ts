import { ProcessStore } from "../processes/process-store"
import { attempts, CASES, type Case } from "./cases"
import { impossible, MOMENTS, PARTS, type Kind, type Moment, type Verb } from "./matrix"
import { strike, type Struck } from "./strike"

/**
 * A part of the fault matrix on its own store. For every kind and moment, all its verbs are struck at once and the job
 * runs twice, a minute apart. Then the ledgers must agree, no secret may be anywhere, and every payment continues as
 * its owner wants.
 *
 * @param defineMore tests of the same store that are not cells of the matrix.
 */
export function faultSuite(
  name: keyof typeof PARTS,
  defineMore: (store: ProcessStore) => void = () => undefined
): void {
  jest.setTimeout(300_000)
  const store = new ProcessStore(name)
  const { kinds, verbs } = PARTS[name]

  beforeAll(async () => await store.setUp())
  afterAll(async () => await store.tearDown())

  describe("fault matrix", () => {
    describe.each(kinds)("%s", (kind) => {
      describe.each(MOMENTS.filter((moment) => impossible(kind, moment) === undefined))("%s", (moment) =>
        defineCells(store, kind, moment, verbs)
      )
    })
  })

  defineMore(store)
}

function defineCells(store: ProcessStore, kind: Kind, moment: Moment, verbs: readonly Verb[]): void {
  let struck: Struck[] = []
  let faults: string[] = []

  beforeAll(async () => {
    store.recorder.clear()
    const cases: Case[] = []
    for (const verb of verbs) {
      cases.push(await CASES[verb](store))
    }
    struck = await strike(store, kind, moment, cases)
    for (let minute = 1; minute <= 2; minute++) {
      await store.letPass(1)
      await store.reconcile(0)
    }
    faults = await store.booksInTheEnd()
  })

  it.each(verbs)("%s", async (verb) => {
    const cell = struck.find(({ one }) => one.verb === verb)
    if (cell === undefined) {
      throw new Error("It was not struck.")
    }
    const orders = (await attempts(store, cell.one.whose)).map((attempt) => attempt.xpay_order_id)
    expect(faults.filter((fault) => orders.some((order) => fault.startsWith(order)))).toEqual([])
    await cell.one.check(cell.isExecuted)
  })

  it("leaves the books in order and no secret behind", async () => {
    expect(faults).toEqual([])
    await store.audit()
  })
}
