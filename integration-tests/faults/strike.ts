import { setTimeout as pause } from "node:timers/promises"
import { eventually } from "../harness/eventually"
import type { GateAnswer, Stopped } from "../harness/gate"
import type { ProcessStore } from "../processes/process-store"
import type { Case } from "./cases"
import type { Kind, Moment } from "./matrix"

/** A case after its call was struck. */
export interface Struck {
  readonly one: Case
  /** Whether XPay had executed the call. */
  readonly isExecuted: boolean
}

/** Causes one fault at one moment in all cases, and waits until every caller has received or lost the response. */
export async function strike(
  store: ProcessStore,
  kind: Kind,
  moment: Moment,
  cases: readonly Case[]
): Promise<Struck[]> {
  switch (kind) {
    case "killed":
      return await kill(store, moment, cases)
    case "database down":
      return moment === "before send"
        ? await failBeforeWrites(store, cases)
        : await failAfterAnswers(store, moment, cases)
    default:
      return await spoilAnswers(store, kind, moment, cases)
  }
}

/** Every write of the plugin to the journal. */
const WRITE = /(update|insert into) "xpay_(attempt|movement)"/

interface Running {
  readonly one: Case
  readonly stopped: Stopped
  /** Resolves when the caller has a response, or none will come. */
  readonly over: Promise<unknown>
}

/** Starts all cases and waits until each call has stopped at the gate. */
async function setOff({ gate }: ProcessStore, cases: readonly Case[]): Promise<Running[]> {
  return await Promise.all(
    cases.map(async (one) => {
      const stopping = gate.next((call) => one.isStruck(call))
      const over = one.act().catch(() => undefined)
      return { one, stopped: await stopping, over }
    })
  )
}

async function spoilAnswers(
  store: ProcessStore,
  kind: Exclude<Kind, "killed" | "database down">,
  moment: Moment,
  cases: readonly Case[]
): Promise<Struck[]> {
  const running = await setOff(store, cases)
  await Promise.all(running.map(({ stopped }) => spoil(stopped, kind, moment)))
  return await end(running)
}

async function spoil(
  stopped: Stopped,
  kind: Exclude<Kind, "killed" | "database down">,
  moment: Moment
): Promise<void> {
  const genuine = moment === "before send" ? page(200, "") : await stopped.execute()
  const isHalf = moment === "during the answer"
  switch (kind) {
    case "time-out":
      return isHalf ? await stopped.answerHalf(genuine) : undefined
    case "reset":
      await (isHalf ? stopped.answerHalf(genuine) : undefined)
      return stopped.reset()
    case "5xx":
      if (!isHalf) {
        return await stopped.answer(BAD_GATEWAY)
      }
      await stopped.answerHalf(BAD_GATEWAY)
      return stopped.reset()
    case "garbage":
      return await stopped.answer(isHalf ? { ...genuine, body: firstHalf(genuine.body) } : SOMEBODY_ELSE)
  }
}

async function kill(store: ProcessStore, moment: Moment, cases: readonly Case[]): Promise<Struck[]> {
  const { gate, databaseDoor } = store
  const running = await setOff(store, cases)
  if (moment !== "before send") {
    const answers = await Promise.all(running.map(({ stopped }) => stopped.execute()))
    if (moment === "during the answer") {
      await Promise.all(
        running.map(({ stopped }, index) => stopped.answerHalf(answers[index] ?? BAD_GATEWAY))
      )
    }
    if (moment === "after the answer and before commit") {
      const held = databaseDoor.hold(WRITE)
      let calls = 0
      for (const { one } of running) {
        void (one.isNext && gate.next((call) => one.isNext?.(call) === true).then(() => calls++))
      }
      await Promise.all(running.map(({ stopped }, index) => stopped.answer(answers[index] ?? BAD_GATEWAY)))
      await eventually(() => {
        expect(held() + calls).toBeGreaterThanOrEqual(cases.length)
        return Promise.resolve()
      }, 30_000)
    }
  }
  await store.medusa.kill()
  databaseDoor.pass()
  gate.forget()
  const struck = await end(running)
  await store.medusa.start()
  return struck
}

/** One after another: the database is down when the write before the call is due. */
async function failBeforeWrites(store: ProcessStore, cases: readonly Case[]): Promise<Struck[]> {
  const struck: Struck[] = []
  for (const one of cases) {
    struck.push(
      one.write === undefined
        ? await failBeforeCall(store, one)
        : await failBeforeWrite(store, one, one.write)
    )
  }
  return struck
}

async function failBeforeWrite(store: ProcessStore, one: Case, write: RegExp): Promise<Struck> {
  const { gate, databaseDoor } = store
  const before = gate.calls.length
  const isShut = databaseDoor.shutBefore(write)
  const over = one.act().catch(() => undefined)
  await isShut
  await comesBack(store)
  await over
  return { one, isExecuted: gate.calls.slice(before).some((call) => one.isStruck(call)) }
}

async function failBeforeCall(store: ProcessStore, one: Case): Promise<Struck> {
  const [running] = await setOff(store, [one])
  if (running === undefined) {
    throw new Error("Nothing was set off.")
  }
  await store.databaseDoor.shut()
  await running.stopped.answer(await running.stopped.execute())
  await comesBack(store)
  await running.over
  return { one, isExecuted: true }
}

async function failAfterAnswers(
  store: ProcessStore,
  moment: Moment,
  cases: readonly Case[]
): Promise<Struck[]> {
  const { databaseDoor } = store
  const running = await setOff(store, cases)
  const answers = await Promise.all(running.map(({ stopped }) => stopped.execute()))
  const answerAll = async (how: "answer" | "answerHalf") =>
    await Promise.all(running.map(({ stopped }, index) => stopped[how](answers[index] ?? BAD_GATEWAY)))
  switch (moment) {
    case "after the answer and before commit": {
      const lost = databaseDoor.loseAnswersOf(WRITE)
      await answerAll("answer")
      await eventually(() => {
        expect(lost()).toBeGreaterThanOrEqual(cases.length)
        return Promise.resolve()
      }, 30_000)
      await databaseDoor.shut()
      break
    }
    case "during the answer":
      await databaseDoor.shut()
      await answerAll("answerHalf")
      running.forEach(({ stopped }) => stopped.reset())
      break
    default:
      await databaseDoor.shut()
      await answerAll("answer")
  }
  await comesBack(store)
  return await end(running)
}

async function end(running: readonly Running[]): Promise<Struck[]> {
  await Promise.all(running.map(({ over }) => over))
  return running.map(({ one, stopped }) => ({ one, isExecuted: stopped.isExecuted }))
}

/**
 * The database is up again after a time longer than the option `assumeNotExecutedAfterSeconds` of the tests' terminals.
 */
async function comesBack({ databaseDoor }: ProcessStore): Promise<void> {
  await pause(2_500)
  await databaseDoor.open()
}

function page(status: number, text: string): GateAnswer {
  return { status, headers: { "content-type": "text/html" }, body: Buffer.from(text) }
}

const BAD_GATEWAY = page(502, "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>")
const SOMEBODY_ELSE = page(200, "<html><body>Welcome to the guest network. Please sign in.</body></html>")

function firstHalf(body: Buffer): Buffer {
  return body.subarray(0, Math.ceil(body.length / 2))
}
