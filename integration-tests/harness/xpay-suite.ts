import { setTimeout as pause } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ILockingModule, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { reconcile } from "../../src/use-cases/reconciliation/reconcile"
import type { Door } from "./door"
import { eventually } from "./eventually"
import type { ReadyCart } from "./shopper"
import { keepStartingRows, restoreStartingRows } from "./starting-rows"
import { TestedStore } from "./tested-store"
import * as outside from "./worker-store"

export { eventually } from "./eventually"
export { STOREFRONT } from "./terminals"

/** A real Medusa with the plugin, in this process. */
export class StoreUnderTest extends TestedStore {
  /** All traffic from the store to XPay goes through here. */
  door!: Door
  container: () => MedusaContainer = () => {
    throw new Error("The store has not started yet.")
  }

  get db(): Knex {
    return this.container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
  }

  /** Sets the prepared carts in the rows that a test begins with. */
  layOut(carts: readonly ReadyCart[]): void {
    this.readyCarts = [...carts]
  }

  /**
   * Resolves when every subscriber that an event started has ended, or has been stopped for so long that the test wants
   * it stopped.
   */
  subscribersEnd: () => Promise<void> = () => Promise.resolve()

  protected override async othersEnd(): Promise<void> {
    await Promise.race([this.subscribersEnd(), pause(SUBSCRIBERS_MS, undefined, { ref: false })])
  }

  /** At each full minute the store's own schedule also runs it, and the second runner would skip it. */
  protected async runJob(): Promise<void> {
    const locking = this.container().resolve<ILockingModule>(Modules.LOCKING)
    await locking.execute(["xpay-reconcile"], () => Promise.resolve(), { timeout: 60 })
    await reconcile(this.container())
  }
}

const SUBSCRIBERS_MS = 5_000

/** The first suite of a worker starts the store; the first suite of all creates its database. */
const START_MS = 300_000

/**
 * A suite on a whole store. Each test starts with the rows that the store had after the suite's own `beforeAll`. After
 * every test the ledger is audited and everything is searched for canaries.
 */
export function xpaySuite(name: string, define: (store: StoreUnderTest) => void): void {
  jest.setTimeout(120_000)
  const store = new StoreUnderTest()
  let areRowsKept = false
  let carts: readonly ReadyCart[] = []

  describe(name, () => {
    beforeAll(async () => {
      store.recorder.listenToOutput()
      const { container, events, readyCarts, ...rest } = await outside.workerStore()
      carts = readyCarts
      Object.assign(store, rest, { container: () => container })
      events.listener = (event, payload) => store.recorder.event(event, payload)
      await store.simulator.control.reset()
      await restoreStartingRows(store.db, "seeded")
    }, START_MS)

    afterAll(async () => {
      store.recorder.stopListening()
      ;(await outside.workerStore()).events.listener = undefined
    })

    beforeEach(async () => {
      await (areRowsKept ? restoreStartingRows(store.db, "kept") : keepStartingRows(store.db, "kept"))
      areRowsKept = true
      store.layOut(carts)
      await store.simulator.control.reset()
      store.recorder.clear()
    })

    afterEach(async () => {
      await store.audit()
      await workflowsEnd(store.container())
    })

    define(store)
  })
}

/** Work started by one test must not run into the next. */
async function workflowsEnd(container: MedusaContainer): Promise<void> {
  const engine = container.resolve(Modules.WORKFLOW_ENGINE)
  await eventually(async () => {
    const running = await engine.listWorkflowExecutions({
      state: { $nin: ["not_started", "done", "reverted", "failed"] },
    })
    expect(running).toEqual([])
  }, 60_000)
}
