import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { IEventBusModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import getPort from "get-port"
import { closeTerminals } from "../../src/engine/terminal"
import { startSimulator } from "../../src/simulator"
import { reconcile } from "../../src/workflows/reconcile"
import { Door } from "./door"
import { seedTestedStore } from "./seed-tested-store"
import { steadyPort } from "./steady-port"
import { SIMULATED, STOREFRONT, TERMINALS } from "./terminals"
import { TestedStore } from "./tested-store"

export { eventually } from "./eventually"
export { STOREFRONT } from "./terminals"

/** A real Medusa with the plugin, in this process. */
export class StoreUnderTest extends TestedStore {
  /** What the store sees of XPay goes through here. */
  door!: Door
  container: () => MedusaContainer = () => {
    throw new Error("The store has not started yet.")
  }

  get db(): Knex {
    return this.container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
  }

  protected async runJob(): Promise<void> {
    await reconcile(this.container())
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
    store.door = new Door(await steadyPort(), store.simulator.port)
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
        Object.assign(store, await seedTestedStore(container))
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
