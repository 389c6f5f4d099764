import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Check } from "../../src/texts/health"
import { Migration20261129194029 } from "../../src/modules/xpay/migrations/Migration20261129194029"
import { objectToProvider } from "../../src/medusa/try-provider"
import type { TerminalHealth } from "../../src/use-cases/health/check-terminal"
import { OK_CARD } from "../harness/cards"
import { itWhile } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

const SAYS_THE_CODE = "Refusals whose code nobody knows say the code that fits best."

xpaySuite("terminals", (store) => {
  const sim = () => store.simulator.control

  async function look(language = "en"): Promise<Map<string, TerminalHealth>> {
    const answer = await store
      .admin()
      .get<{ terminals: TerminalHealth[] }>(`/admin/xpay/terminals?locale=${language}`)
    return new Map(expectOk(answer).terminals.map((terminal) => [terminal.id, terminal]))
  }

  async function check(
    name: Check["name"],
    terminalId = "xpay",
    language = "en"
  ): Promise<Check | undefined> {
    return (await look(language)).get(terminalId)?.checks.find((one) => one.name === name)
  }

  const config = () => store.container().resolve(ContainerRegistrationKeys.CONFIG_MODULE)

  it("shows each terminal as it is set up, with what it has, and no key", async () => {
    const terminals = await look()
    expect([...terminals.keys()]).toEqual(
      expect.arrayContaining(["xpay", "automatic", "twosteps", "implicit", "holding", "misdeclared"])
    )
    const { checks, ...terminal } = terminals.get("xpay")!
    expect(terminal).toEqual({
      id: "xpay",
      provider_id: "pp_xpay_xpay",
      environment: "sandbox",
      host: `127.0.0.1:${store.door.port}`,
      accounting: "explicit",
      capture: "manual",
      is_simulated: true,
      methods: expect.arrayContaining(["VISA", "MC", "PAYPAL", "GOOGLEPAY"]),
    })
    expect(checks.map(({ name }) => name)).toEqual([
      "connection",
      "production",
      "capture",
      "methods",
      "notifications",
      "storefront",
      "vault",
      "locking",
      "job",
      "database",
      "payments",
      "clock",
    ])
    expect(terminals.get("implicit")).toMatchObject({ accounting: "implicit", capture: "automatic" })
  })

  it("is for the dashboard's users only", async () => {
    expect((await store.strangerHttp().get("/admin/xpay/terminals")).status).toBe(401)
    expect((await store.shopHttp().get("/admin/xpay/terminals")).status).toBe(401)
  })

  it("speaks Italian and English, with no gap left in any text", async () => {
    for (const language of ["en", "it"]) {
      for (const { checks } of (await look(language)).values()) {
        for (const { title, text } of checks) {
          expect(`${title}: ${text}`).not.toMatch(/[{}]|undefined|\[object/)
        }
      }
    }
    expect((await check("connection", "xpay", "it"))?.text).toContain("Il simulatore")
  })

  describe("the connection", () => {
    it("is tried with a real call that changes nothing", async () => {
      await sim().clearCalls()
      expect(await check("connection")).toMatchObject({ status: "ok" })
      const calls = await sim().calls()
      expect(new Set(calls.map(({ method, path }) => `${method} ${path}`))).toEqual(
        new Set(["GET /payment_methods"])
      )
    })

    it("tells a wrong key, a key of another kind, and a gateway that is away apart", async () => {
      const refuse = { path: "/payment_methods", times: "always" } as const
      const unknownKey = await sim().addFault({ ...refuse, kind: "status", status: 401 })
      expect(await check("connection")).toMatchObject({
        status: "error",
        text: expect.stringMatching(/does not accept the API key \(HTTP 401\).*`apiKey`/),
      })
      expect(await check("methods")).toMatchObject({ status: "warning" })
      await sim().removeFault(unknownKey.id)

      const broken = await sim().addFault({ ...refuse, kind: "status", status: 502 })
      expect((await check("connection"))?.text).toMatch(/no usable answer \(HTTP 502\)/)
      await sim().removeFault(broken.id)

      await store.door.shut()
      expect(await check("connection")).toMatchObject({
        status: "error",
        text: expect.stringMatching(/cannot reach XPay .*ECONNREFUSED/),
      })
      await store.door.open()
      expect(await check("connection")).toMatchObject({ status: "ok" })
    })
  })

  describe("the way money is taken", () => {
    it("is proved by a payment", async () => {
      expect((await check("capture"))?.text).toMatch(/No card payment has confirmed it yet/)
      await (await store.shopper().readyToPay()).pay(OK_CARD)
      expect(await check("capture")).toMatchObject({ status: "ok", text: expect.stringMatching(/agree/) })
      // A payment of another terminal proves nothing.
      expect((await check("capture", "automatic"))?.text).toMatch(/No card payment has confirmed it yet/)
    })

    itWhile(SAYS_THE_CODE)(
      "is contradicted by XPay when the terminal is another kind than declared",
      async () => {
        await (await store.shopper().readyToPay({}, "pp_xpay_misdeclared")).pay(OK_CARD)
        expect(await check("capture", "misdeclared")).toMatchObject({
          status: "error",
          text: expect.stringMatching(/accounting: "implicit"/),
        })
      }
    )
  })

  it("compares the payment methods that are switched on with what the terminal has", async () => {
    const found = await check("methods")
    expect(found).toMatchObject({ status: "warning" })
    expect(found?.text).toMatch(/Enabled in .*, but the terminal does not have it: Bancontact/)
    expect(found?.text).toMatch(/MOTO payments or payment links are enabled in /)
    expect(found?.text).toMatch(/Enabled in the regions and on the terminal: .*cards/)
    // The implicit terminal has only cards, and only cards are enabled.
    expect(await check("methods", "implicit")).toMatchObject({ status: "ok" })
  })

  describe("addresses", () => {
    it("say that this one is good enough for the simulator only", async () => {
      expect(await check("notifications")).toMatchObject({
        status: "ok",
        text: expect.stringMatching(/good enough for the simulator/),
      })
    })

    it("of the shop must be allowed to call the server", async () => {
      expect(await check("storefront")).toMatchObject({ status: "ok" })
      const { http } = config().projectConfig
      const before = http.storeCors
      http.storeCors = "https://elsewhere.example"
      try {
        expect(await check("storefront")).toMatchObject({
          status: "error",
          text: expect.stringMatching(/http:\/\/localhost:8000.*STORE_CORS/),
        })
      } finally {
        http.storeCors = before
      }
    })
  })

  it("warns when memory of one process is used where there are several", async () => {
    expect(await check("vault")).toMatchObject({ status: "ok" })
    expect(await check("locking")).toMatchObject({ status: "ok" })
    const { projectConfig } = config()
    const before = projectConfig.workerMode
    projectConfig.workerMode = "server"
    try {
      expect(await check("vault")).toMatchObject({ status: "warning" })
      expect(await check("locking")).toMatchObject({
        status: "error",
        text: expect.stringMatching(/`workerMode`.*Redis or PostgreSQL/),
      })
    } finally {
      Object.assign(projectConfig, { workerMode: before })
    }
  })

  it("knows whether the job runs", async () => {
    await store.db("xpay_import_cursor").del()
    expect(await check("job")).toMatchObject({ status: "warning" })
    await store.reconcile()
    expect(await check("job")).toMatchObject({
      status: "ok",
      text: expect.stringMatching(/Last run \d seconds/),
    })
  })

  it("finds a migration that has not run, and tables that are not there", async () => {
    expect(await check("database")).toMatchObject({ status: "ok" })
    await store.db("mikro_orm_migrations").where("name", "like", "Migration2026%").del()
    expect(await check("database")).toMatchObject({
      status: "error",
      text: expect.stringMatching(/Migration\d+.*db:migrate/),
    })
    await store.db.schema.renameTable("xpay_attempt", "xpay_attempt_away")
    try {
      const found = await look()
      expect(found.get("xpay")?.checks.find(({ name }) => name === "database")).toMatchObject({
        status: "error",
        text: expect.stringMatching(/tables are missing/),
      })
    } finally {
      await store.db.schema.renameTable("xpay_attempt_away", "xpay_attempt")
    }
  })

  it("notices a clock that differs from XPay's", async () => {
    expect(await check("clock")).toMatchObject({ status: "ok" })
    await sim().advanceClock(10 * 60_000)
    expect(await check("clock")).toMatchObject({
      status: "warning",
      text: expect.stringMatching(/Differs from XPay's by (599|60\d) seconds/),
    })
  })

  it("a provider that Medusa cannot make is known when the server starts", async () => {
    const providers = store.db("payment_provider")
    await providers.clone().insert({ id: "pp_xpay_gone", is_enabled: true })
    const gone = { id: "gone" }
    const there = { id: "xpay" }
    const stripe = { id: "stripe" }
    const look = async (...entries: { id: string }[]) => await objectToProvider(store.container(), entries)
    expect(await look(gone)).toMatch(/Unable to retrieve the payment provider with id: pp_xpay_gone/)
    // Medusa keeps the row of a terminal that was replaced.
    expect(await look(stripe, there)).toBeUndefined()
    expect(await look(stripe)).toMatch(
      /none of the payment module's providers .* is one of medusa-payment-nexi/
    )
    expect(await look()).toMatch(/Add an entry that resolves to/)
  })

  it("the tables of payments with money are not dropped by a rollback", async () => {
    const rollBack = async (): Promise<string> => {
      const migration = new Migration20261129194029(undefined as never, undefined as never)
      await migration.down()
      const nothingIsDropped = store.db.transaction(async (trx) => {
        for (const query of migration.getQueries()) {
          await trx.raw(query as string)
        }
        throw new Error("all is dropped")
      })
      return await nothingIsDropped.catch((error: unknown) => (error as Error).message)
    }
    expect(await rollBack()).toBe("all is dropped")
    await (await store.shopper().readyToPay()).pay(OK_CARD)
    expect(await rollBack()).toMatch(/hold 1 payments that have money or may have it.*XPAY_DROP_RECORDS=yes/)
  })
})
