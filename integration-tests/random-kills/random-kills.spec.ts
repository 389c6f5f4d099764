import { setTimeout as pause } from "node:timers/promises"
import { steadyPort } from "../harness/steady-port"
import { ProcessStore } from "../processes/process-store"
import { randomOf } from "../races/seeds"
import { DurablePostgres } from "./durable-postgres"
import { runErrands } from "./load"

jest.setTimeout(600_000)

/** Number of rounds. `npm run test:random-kills` runs 30. */
const ROUNDS = Number(process.env["KILL_ROUNDS"] ?? 30)

/** The first seed; the others follow it. To repeat a run: `KILL_SEED=…`, from the name of a failed round. */
const FIRST = Number(process.env["KILL_SEED"] ?? Math.floor(Math.random() * 1_000_000))

/** Number of people who act at the same time. */
const PEOPLE = 6

const SHORTEST_MS = 2_000
const LONGEST_MS = 8_000

/** After this many minutes nothing may be wrong, and no shopper may see something untrue. */
const MINUTES = 10

describe("random kills under load", () => {
  let postgres: DurablePostgres
  let store: ProcessStore

  beforeAll(async () => {
    postgres = new DurablePostgres(await steadyPort())
    await postgres.start()
    Object.assign(process.env, {
      DB_HOST: "localhost",
      DB_PORT: String(postgres.port),
      DB_USERNAME: "postgres",
      DB_PASSWORD: "postgres",
    })
    store = new ProcessStore("random-kills")
    await store.setUp()
  })

  afterAll(async () => {
    await store.tearDown()
    await postgres.stop()
  })

  beforeEach(() => store.recorder.clear())

  const rounds = Array.from({ length: ROUNDS }, (_, index) => ({
    round: index + 1,
    seed: FIRST + index,
    victim: index % 2 === 0 ? ("Medusa" as const) : ("PostgreSQL" as const),
  }))

  it.each(rounds)("round $round, seed $seed: $victim", async ({ seed, victim }) => {
    const random = randomOf(seed)
    let isOver = false
    const people = Array.from({ length: PEOPLE }, (_, index) =>
      runErrands(store, randomOf(seed * PEOPLE + index), () => isOver)
    )
    await pause(SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS))
    if (victim === "Medusa") {
      await store.medusa.kill()
      isOver = true
      await Promise.all(people)
      await store.medusa.start()
    } else {
      await postgres.kill()
      isOver = true
      await Promise.all(people)
      await store.reconnect()
      await postgres.start()
      if (!store.medusa.isRunning) {
        // As a process supervisor would.
        await store.medusa.start()
      }
    }
    for (let minute = 1; minute <= MINUTES; minute++) {
      await store.letPass(1)
      await store.reconcile(0)
    }
    expect(await store.booksInTheEnd()).toEqual([])
    await store.audit()
  })
})
