import { ProcessStore } from "../processes/process-store"
import { allowSystemProvider, payAtOnce, type CrowdCount, type Stock } from "./crowd"
import { writeCrowdTable } from "./crowd-table"

jest.setTimeout(1_800_000)

/** `npm run test:crowd` uses 200. */
const SHOPPERS = Number(process.env["CROWD"] ?? 30)

/** How many completions PostgreSQL or Medusa's locks may refuse at random. */
const CHANCE = Math.ceil(SHOPPERS / 20)

describe(`a crowd of ${SHOPPERS} pays at once on one process, XPay answering in 0.2 to 1 s`, () => {
  const store = new ProcessStore("crowd")
  const counts: CrowdCount[] = []

  beforeAll(async () => {
    await store.setUp()
    await allowSystemProvider(store)
  })
  afterAll(async () => {
    await store.tearDown()
    writeCrowdTable(counts)
  })
  beforeEach(() => store.recorder.clear())

  it.each<Stock>(["enough for all", "enough for half"])(
    "stock %s: nobody pays without an order, no order is without money, and everybody sees the true outcome",
    async (stock) => {
      const count = await payAtOnce(store, SHOPPERS, stock)
      counts.push(count)
      expect(count.misled).toEqual([])
      expect(await store.booksInTheEnd()).toEqual([])
      expect(count.ordered).toBeGreaterThanOrEqual(count.orderedByMedusa - CHANCE)
      if (stock === "enough for half") {
        expect(count.ordered).toBeLessThanOrEqual(Math.floor(SHOPPERS / 2))
      }
      await store.audit()
    }
  )
})
