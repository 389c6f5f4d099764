import type { EventEmitter } from "node:events"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { IEventBusModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { startApp } from "@medusajs/test-utils"
import getPort from "get-port"
import { startSimulator, type Simulator } from "../../src/simulator"
import { Door } from "./door"
import { startingSwitches } from "./flipped"
import { Http } from "./http"
import { postgresUrl } from "./postgres"
import { Recorder } from "./recorder"
import type { TestedProducts } from "./seed-tested-store"
import { Shopper, type ReadyCart } from "./shopper"
import { keepStartingRows } from "./starting-rows"
import { steadyPort } from "./steady-port"
import { makeSeededStore } from "./store-template"
import { SIMULATED, STOREFRONT, TERMINALS } from "./terminals"

/** A Medusa with the plugin, its simulator, and the proxy between them. */
export interface WorkerStore extends TestedProducts {
  readonly simulator: Simulator
  readonly door: Door
  readonly container: MedusaContainer
  readonly port: number
  /** Filled once, and kept with the rows that every test begins with. */
  readonly readyCarts: readonly ReadyCart[]
  /** Receives every event of the store, while set. */
  readonly events: { listener: ((name: string, payload: unknown) => void) | undefined }
  /** Resolves when every subscriber that an event started has ended. */
  readonly subscribersEnd: () => Promise<void>
}

let started: Promise<WorkerStore> | undefined

/** The store of this worker, shared by its spec files one after another. It ends with the worker. */
export async function workerStore(): Promise<WorkerStore> {
  started ??= start(`xpay-worker-${process.env["TEST_LANE"] ?? ""}${process.env["JEST_WORKER_ID"] ?? "1"}`)
  return await started
}

async function start(database: string): Promise<WorkerStore> {
  const simulator = await startSimulator({
    terminals: SIMULATED,
    seed: database,
    switches: startingSwitches(),
  })
  const door = new Door(await steadyPort(), simulator.port)
  await door.open()
  const port = await getPort()
  const products = await makeSeededStore(database)
  Object.assign(process.env, {
    PORT: String(port),
    DATABASE_URL: postgresUrl(database),
    BACKEND_URL: `http://localhost:${port}`,
    STOREFRONT_URL: STOREFRONT,
    XPAY_BASE_URL: simulator.apiUrl.replace(`:${simulator.port}/`, `:${door.port}/`),
    XPAY_TERMINALS: JSON.stringify(TERMINALS),
  })
  const { container } = await startApp({ cwd: process.cwd() })
  const subscribersEnd = watchSubscribers(container)
  const events: WorkerStore["events"] = { listener: undefined }
  container.resolve<IEventBusModuleService>(Modules.EVENT_BUS).subscribe("*", (event) => {
    events.listener?.(event.name, event)
    return Promise.resolve()
  })
  const readyCarts = await fillCarts(`http://localhost:${port}`, products)
  await keepStartingRows(container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION), "seeded")
  return { ...products, simulator, door, container, port, readyCarts, events, subscribersEnd }
}

/** The internals of Medusa's local event bus. */
interface LocalEventBus extends IEventBusModuleService {
  readonly eventEmitter_: EventEmitter
}

/** Medusa's event bus does not await its subscribers. */
function watchSubscribers(container: MedusaContainer): () => Promise<void> {
  const { eventEmitter_: emitter } = container.resolve<LocalEventBus>(Modules.EVENT_BUS)
  const running = new Set<Promise<unknown>>()
  for (const name of emitter.eventNames()) {
    const subscribers = emitter.listeners(name) as Subscriber[]
    emitter.removeAllListeners(name)
    for (const subscriber of subscribers) {
      emitter.on(name, (event: unknown) => {
        const run = subscriber(event).finally(() => {
          running.delete(run)
        })
        running.add(run)
      })
    }
  }
  return async () => {
    while (running.size > 0) {
      await Promise.all(running)
    }
  }
}

type Subscriber = (event: unknown) => Promise<unknown>

/** Enough for nearly all tests; further carts are filled in the test. */
const READY_CARTS = 3

async function fillCarts(url: string, { store }: TestedProducts): Promise<ReadyCart[]> {
  const http = new Http(
    () => url,
    new Recorder(),
    () => ({ "x-publishable-api-key": store.publishableKey })
  )
  const carts: ReadyCart[] = []
  while (carts.length < READY_CARTS) {
    const { cartId, total } = await new Shopper(http, store).fillCart({ email: "nobody.yet@example.com" })
    carts.push({ cartId, total })
  }
  return carts
}
