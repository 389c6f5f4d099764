import { setTimeout as pause } from "node:timers/promises"
import { steadyPort } from "../harness/steady-port"
import { findRedis } from "../processes/find-redis"
import { RedisProcess } from "../processes/redis-process"
import { FLOWS, type Flow } from "./flows"
import { KillStore } from "./kill-store"
import { KILL_POINTS, type FlowName, type KillPoint, type Recovery, type Topology } from "./points"

/** An action that was cut off at a commit. */
interface Struck {
  readonly flowName: FlowName
  readonly point: KillPoint
  readonly flow: Flow
  readonly isReached: boolean
  /** Orders that it had created before the cut, including unlinked ones. */
  readonly orderIds: readonly string[]
}

/**
 * Time for everything to be resolved: two runs of the job, a minute apart, and one more for the work that they start.
 */
const MINUTES = 3

/** A commit not executed within this time never is. */
const REACHED_WITHIN_MS = 30_000

/** Redis keeps the lock of a dead process for the time that Medusa's completion sets. */
const LOCK_SECONDS = 120

const SIDE_BY_SIDE = 4

/** To repeat a part of the table: `KILL_FLOW="order cancel"`, and `-t "job first"`. */
function isChosen(flow: FlowName): boolean {
  return flow.includes(process.env["KILL_FLOW"] ?? "")
}

/**
 * A part of the table of kill points on its own store. For each recovery, every flow is cut off at each of its commits,
 * the process is killed with all of them, and the recovery determines what runs first.
 */
export function killSuite(
  name: string,
  topology: Topology,
  recoveries: readonly Recovery[],
  isWanted: (flow: FlowName, point: KillPoint) => boolean = isChosen
): void {
  jest.setTimeout(900_000)
  const executable = findRedis()
  if (topology === "two processes" && executable === undefined) {
    it.skip("kill points on two processes: there is no redis-server", () => undefined)
    return
  }
  let redis: RedisProcess | undefined
  let store: KillStore

  beforeAll(async () => {
    if (topology === "two processes" && executable !== undefined) {
      redis = new RedisProcess(executable, await steadyPort())
      await redis.start()
    }
    store = new KillStore(name, redis === undefined ? undefined : { servers: 2, redis })
    await store.setUp()
  })

  afterAll(async () => {
    await store.tearDown()
    await redis?.stop()
  })

  describe("kill points", () => {
    describe.each([topology])("%s", () => {
      describe.each(recoveries)("%s", (recovery) => {
        let struck: Struck[] = []
        let faults: string[] = []

        beforeAll(async () => {
          store.recorder.clear()
          struck = await killAll(store, redis, isWanted)
          await recover(store, recovery, struck)
          faults = await comesRight(store)
        })

        const cells = Object.entries(KILL_POINTS).flatMap(([flow, points]) =>
          points
            .filter((point) => isWanted(flow as FlowName, point))
            .map((point) => [flow as FlowName, point.name] as const)
        )
        it.each(cells)("%s: %s", async (flowName, pointName) => {
          const cell = struck.find((one) => one.flowName === flowName && one.point.name === pointName)
          if (cell?.isReached !== true) {
            throw new Error("This commit was not made.")
          }
          const own = [...(await store.idsOf(cell.flow.whose)), ...cell.orderIds]
          expect(faults.filter((fault) => own.some((id) => fault.includes(id)))).toEqual([])
          await cell.flow.check()
        })

        it("leaves the books in order and no secret behind", async () => {
          expect(faults).toEqual([])
          await store.audit()
        })
      })
    })
  })
}

/** Cuts each flow off at each of its commits, one after another, and kills the process with all of them. */
async function killAll(
  store: KillStore,
  redis: RedisProcess | undefined,
  isWanted: (flow: FlowName, point: KillPoint) => boolean
): Promise<Struck[]> {
  const pieces = (Object.entries(KILL_POINTS) as [FlowName, readonly KillPoint[]][]).flatMap(
    ([flowName, points]) =>
      points.filter((one) => isWanted(flowName, one)).map((point) => ({ flowName, point }))
  )
  const flows = new Map<object, Flow>()
  await sideBySide(pieces.map((one) => async () => flows.set(one, await FLOWS[one.flowName](store))))
  const struck: Struck[] = []
  const over: Promise<unknown>[] = []
  for (const piece of pieces) {
    const { flowName, point } = piece
    const flow = flows.get(piece)
    if (flow !== undefined) {
      const start = await store.commits.end()
      const before = await store.orderIds()
      const stopping = store.commitDoor.stopAt(
        async () => (await store.commits.count(point.change, start)) >= (point.nth ?? 1)
      )
      over.push(flow.act().catch(() => undefined))
      const isReached = await Promise.race([
        stopping.then(() => true),
        pause(REACHED_WITHIN_MS, false, { ref: false }),
      ])
      store.commitDoor.pass()
      const orderIds = (await store.orderIds()).filter((id) => !before.includes(id))
      struck.push({ flowName, point, flow, isReached, orderIds })
    }
  }
  await store.medusa.kill()
  await Promise.all(over)
  if (redis === undefined) {
    await store.medusa.start()
  } else {
    await redis.passTime(LOCK_SECONDS, "medusa_lock:*")
  }
  return struck
}

async function recover(store: KillStore, recovery: Recovery, struck: readonly Struck[]): Promise<void> {
  const all = async (what: (flow: Flow) => Promise<unknown>) =>
    await sideBySide(
      struck.map(
        ({ flow }) =>
          () =>
            what(flow).catch(() => undefined)
      )
    )
  const notify = (flow: Flow) => store.notify(flow.whose, store.otherUrl)
  switch (recovery) {
    case "job first":
      await aMinuteLater(store)
      await all((flow) => flow.again())
      await all(notify)
      break
    case "shopper's return first":
      await all((flow) => flow.again())
      await all(notify)
      break
    case "notification first":
      await all(notify)
      await all((flow) => flow.again())
      break
    case "two at once":
      await Promise.all([aMinuteLater(store), all((flow) => Promise.all([flow.again(), notify(flow)]))])
  }
  if (store.servers.length > 1) {
    await store.medusa.start()
  }
}

/** The audit of the ledgers after the job has had its minutes. */
async function comesRight(store: KillStore): Promise<string[]> {
  for (let minute = 1; minute <= MINUTES; minute++) {
    await aMinuteLater(store)
  }
  return await store.booksInTheEnd()
}

async function aMinuteLater(store: KillStore): Promise<void> {
  await store.letPass(1)
  await store.reconcile(0)
}

async function sideBySide(tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
  const queue = [...tasks]
  const worker = async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      await task()
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker))
}
