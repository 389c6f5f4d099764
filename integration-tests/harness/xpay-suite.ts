import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { IEventBusModuleService, MedusaContainer } from "@medusajs/framework/types"
import { WorkflowScheduler } from "@medusajs/framework/orchestration"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import getPort from "get-port"
import jwt from "jsonwebtoken"
import { seedStore, type SeededStore } from "../../demo/seed-store"
import { closeTerminals } from "../../src/engine/terminal"
import { startSimulator, type Simulator, type TerminalOptions } from "../../src/simulator"
import { reconcile } from "../../src/workflows/reconcile"
import { scanForCanaries, type Canary } from "./canary"
import { KO_CARD, OK_CARD, OTHER_OK_CARD } from "./cards"
import { Door } from "./door"
import { Http } from "./http"
import { auditLedger } from "./ledger-audit"
import { Recorder } from "./recorder"
import { Shopper } from "./shopper"
import { MARKETS, WARES } from "./wares"

export const STOREFRONT = "http://localhost:8000"

/** Keys of the simulated terminals; canaries too: no test may find one anywhere. */
const EXPLICIT_KEY = "c0ffee00-aaaa-4bbb-8ccc-000000000001"
const IMPLICIT_KEY = "c0ffee00-aaaa-4bbb-8ccc-000000000002"

const CURRENCIES = ["EUR", "JPY", "KWD"]

const SIMULATED: TerminalOptions[] = [
  {
    apiKey: EXPLICIT_KEY,
    alias: "explicit",
    accounting: "explicit",
    moto: true,
    methods: ["CARDS", "PAYPAL", "GOOGLEPAY", "MYBANK", "MULTIBANCO", "KLARNA"],
    currencies: CURRENCIES,
  },
  {
    apiKey: IMPLICIT_KEY,
    alias: "implicit",
    accounting: "implicit",
    moto: false,
    methods: ["CARDS"],
    currencies: CURRENCIES,
  },
]

/** Short enough to wait for, long enough for a busy machine. */
const TIMEOUTS = {
  init: 3_000,
  validation: 3_000,
  payment: 3_000,
  moto: 3_000,
  operation: 3_000,
  read: 3_000,
}

const explicit = { apiKey: EXPLICIT_KEY, timeouts: TIMEOUTS, settleAfterSeconds: 2 }

/** The terminals every suite has: `pp_xpay_<id>`. */
const TERMINALS = [
  { id: "xpay", options: explicit },
  { id: "automatic", options: { ...explicit, capture: "automatic" } },
  { id: "twosteps", options: { ...explicit, steps: 2 } },
  {
    id: "implicit",
    options: { ...explicit, apiKey: IMPLICIT_KEY, accounting: "implicit", capture: "automatic" },
  },
  { id: "holding", options: { ...explicit, unplaceable: "hold" } },
  { id: "misdeclared", options: { ...explicit, apiKey: IMPLICIT_KEY } },
]

/** Methods on XPay's page that the regions of the tests have switched on. */
const METHODS = ["hosted", "paypal", "googlepay", "mybank", "multibanco", "klarna", "bancontact", "satispay"]

/** A real Medusa with the plugin, on PostgreSQL and the simulator. */
export class StoreUnderTest {
  readonly recorder = new Recorder()
  simulator!: Simulator
  /** What the store sees of XPay goes through here. */
  door!: Door
  store!: SeededStore
  adminToken = ""
  port = 0
  container: () => MedusaContainer = () => {
    throw new Error("The store has not started yet.")
  }

  get db(): Knex {
    return this.container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** The store API with the publishable key. */
  shopHttp(): Http {
    return new Http(
      () => this.url,
      this.recorder,
      () => ({ "x-publishable-api-key": this.store.publishableKey })
    )
  }

  /** No key, no cookie: anybody. */
  strangerHttp(): Http {
    return new Http(() => this.url, this.recorder)
  }

  admin(): Http {
    return new Http(
      () => this.url,
      this.recorder,
      () => ({ authorization: `Bearer ${this.adminToken}` })
    )
  }

  shopper(): Shopper {
    return new Shopper(this.shopHttp(), this.store)
  }

  /** What a card number, security code, key or token must not be found as. */
  readonly canaries: Canary[] = [
    { name: "API key", secret: EXPLICIT_KEY },
    { name: "API key of the implicit terminal", secret: IMPLICIT_KEY },
    ...[OK_CARD, OTHER_OK_CARD, KO_CARD].flatMap(({ number, cvv }) => [
      { name: "card number", secret: number },
      { name: "security code", secret: cvv },
    ]),
  ]

  /** Runs the job as its schedule would, after `minutes` have passed for everything that was put off. */
  async reconcile(minutes = 60 * 24): Promise<void> {
    await this.db("xpay_attempt")
      .whereNotNull("next_check_at")
      .update({ next_check_at: this.db.raw("next_check_at - make_interval(mins => ?)", [minutes]) })
    await reconcile(this.container())
  }

  async incidents(): Promise<{ kind: string; detail: string; resolved_at: Date | null }[]> {
    return (await this.db("xpay_incident").orderBy("created_at")) as never
  }

  /** The tokens that XPay gave out in this test. */
  private async securityTokens(): Promise<Canary[]> {
    const notifications = await this.simulator.control.notifications()
    return notifications.flatMap(({ body }) => {
      const { securityToken } = body as { securityToken?: string }
      return securityToken === undefined ? [] : [{ name: "security token", secret: securityToken }]
    })
  }

  /**
   * The three books agree, and nothing secret is anywhere. Books that do not agree at once have two runs of the job,
   * that is two minutes, to come right by themselves, with XPay as it is.
   */
  async audit(): Promise<void> {
    let faults = await this.auditBooks()
    if (faults.length > 0) {
      await this.simulator.control.clearFaults()
      await this.reconcile(1)
      await this.reconcile(1)
      faults = await this.booksInTheEnd()
    }
    const leaks = await scanForCanaries(this.db, this.recorder, [
      ...this.canaries,
      ...(await this.securityTokens()),
    ])
    if (faults.length + leaks.length > 0) {
      throw new Error(
        `After the test the books or the secrets were not in order:\n${[...faults, ...leaks].join("\n")}`
      )
    }
  }

  private async auditBooks(): Promise<string[]> {
    return await auditLedger(this.db, await this.simulator.control.ledger())
  }

  /** What a subscriber or a notification has set going may be under way while the job runs, and ends by itself. */
  private async booksInTheEnd(): Promise<string[]> {
    let faults: string[] = []
    await eventually(async () => {
      faults = await this.auditBooks()
      expect(faults).toEqual([])
    }, 5_000).catch(() => undefined)
    return faults
  }
}

/** Repeats until something holds; fails with what it saw last. */
export async function eventually(check: () => Promise<void>, withinMs = 10_000): Promise<void> {
  const end = Date.now() + withinMs
  for (;;) {
    try {
      await check()
      return
    } catch (error) {
      if (Date.now() > end) {
        throw error
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/**
 * A suite on a whole store. After every test the ledger is audited and everything is searched for canaries.
 *
 * @param name of the database; one per spec file.
 */
export function xpaySuite(name: string, define: (store: StoreUnderTest) => void): void {
  jest.setTimeout(120_000)
  const store = new StoreUnderTest()

  beforeAll(async () => {
    store.simulator = await startSimulator({ terminals: SIMULATED, seed: name })
    store.door = new Door(await getPort(), store.simulator.port)
    await store.door.open()
    store.port = await getPort()
    Object.assign(process.env, {
      PORT: String(store.port),
      BACKEND_URL: store.url,
      STOREFRONT_URL: STOREFRONT,
      XPAY_BASE_URL: store.simulator.apiUrl.replace(`:${store.simulator.port}/`, `:${store.door.port}/`),
      XPAY_TERMINALS: JSON.stringify(TERMINALS),
    })
    store.recorder.listenToOutput()
  })

  afterAll(async () => {
    store.recorder.stopListening()
    await closeTerminals()
    await store.door.shut()
    await store.simulator.stop()
  })

  medusaIntegrationTestRunner({
    dbName: `xpay-${name}`,
    testSuite: ({ getContainer }) => {
      store.container = getContainer

      beforeAll(async () => {
        const container = getContainer()
        store.store = await seedStore(container, {
          wares: WARES,
          markets: MARKETS,
          providers: [
            ...TERMINALS.map(({ id }) => `pp_xpay_${id}`),
            ...METHODS.map((method) => `pp_xpay-${method}_xpay`),
            "pp_xpay-paypal_holding",
          ],
        })
        store.adminToken = await signInAdmin(container)
        // The job runs when a test runs it. Left to its schedule it would run in the middle of any of them.
        await new WorkflowScheduler().clear()
        const bus = container.resolve<IEventBusModuleService>(Modules.EVENT_BUS)
        bus.subscribe("*", (event) => {
          store.recorder.event(event.name, event)
          return Promise.resolve()
        })
      })

      beforeEach(async () => {
        await store.simulator.control.reset()
        store.recorder.clear()
      })

      afterEach(async () => {
        await store.audit()
      })

      define(store)
    },
  })
}

/** A token as Medusa's own sign-in gives, for a user made for it. */
async function signInAdmin(container: MedusaContainer): Promise<string> {
  const user = await container.resolve(Modules.USER).createUsers({ email: "admin@example.com" })
  const { jwtSecret } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig.http
  return jwt.sign(
    { actor_id: user.id, actor_type: "user", auth_identity_id: "x", app_metadata: { user_id: user.id } },
    jwtSecret as string,
    { expiresIn: "1d" }
  )
}
