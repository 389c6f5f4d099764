import { Migration20261129194029 } from "../../../src/modules/xpay/migrations/Migration20261129194029"

async function queriesOfRollback(): Promise<string[]> {
  const migration = new Migration20261129194029(undefined as never, undefined as never)
  await migration.down()
  return migration.getQueries() as string[]
}

describe("a rollback of the plugin's tables", () => {
  afterEach(() => delete process.env["XPAY_DROP_RECORDS"])

  it("looks for payments with money before it drops anything", async () => {
    const [first = "", ...rest] = await queriesOfRollback()
    expect(first).toMatch(/raise exception .*XPAY_DROP_RECORDS=yes/)
    expect(rest.every((query) => query.startsWith("drop table"))).toBe(true)
  })

  it("drops them on request, and by nothing less than yes", async () => {
    process.env["XPAY_DROP_RECORDS"] = "1"
    expect((await queriesOfRollback())[0]).toMatch(/raise exception/)
    process.env["XPAY_DROP_RECORDS"] = "yes"
    expect((await queriesOfRollback())[0]).toMatch(/^drop table/)
  })
})
