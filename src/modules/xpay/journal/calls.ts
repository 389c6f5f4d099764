import type { AttemptId } from "../../../domain/ids"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { run } from "./postgres"
import { ATTEMPTS } from "./tables"

/** One request to XPay about an attempt, for the support file: ids, times and codes; nothing that was sent or answered. */
export interface CallRecord {
  /** The plugin's name of the call: `capture`. */
  readonly verb: string
  /** Method and path, without the query. */
  readonly request: string
  /** When it was sent, by the server's clock, ISO 8601. */
  readonly at: string
  readonly ms: number
  readonly outcome: "done" | "refused" | "unreachable" | "unknown"
  /** HTTP status; absent where there was no answer. */
  readonly status?: number | undefined
  /** What went wrong below HTTP, by its system code. */
  readonly error?: string | undefined
  /** XPay's error codes. */
  readonly codes?: readonly string[] | undefined
  /** The id that we sent with it. */
  readonly correlation_id: string
  /** XPay's own id of it. */
  readonly cid?: string | undefined
}

/** Calls kept of one attempt: a payment has ten at most, but a link can be asked about for 90 days. */
const MOST_KEPT = 100

/** Attempts whose calls wait in memory: far more than one process has under way. */
const MOST_WAITING = 1_000

/**
 * Calls that are not written down yet, by attempt. They go with the next statement that changes their attempt, so that
 * nobody waits for a statement more. One per process: the provider and the routes have journals of their own, and what one
 * of them has called the other may write.
 */
const waiting = new Map<AttemptId, readonly CallRecord[]>()

/** Keeps a call until its attempt is changed next. */
export function noteCall(attemptId: AttemptId, call: CallRecord): void {
  keep(attemptId, [...(waiting.get(attemptId) ?? []), call])
}

function keep(attemptId: AttemptId, calls: readonly CallRecord[]): void {
  waiting.set(attemptId, calls.slice(-MOST_KEPT))
  if (waiting.size > MOST_WAITING) {
    const [oldest] = waiting.keys()
    if (oldest !== undefined) {
      waiting.delete(oldest)
    }
  }
}

/**
 * Changes an attempt, and writes down what was called for it.
 *
 * @param change sets these columns too; undefined when the attempt was not there, or not as expected
 */
export async function withCalls<T>(
  db: Knex,
  attemptId: AttemptId,
  change: (columns: Record<string, Knex.Raw>) => Promise<T | undefined>
): Promise<T | undefined> {
  const calls = waiting.get(attemptId)
  if (calls === undefined) {
    return await change({})
  }
  waiting.delete(attemptId)
  let changed: T | undefined
  try {
    changed = await change({ calls: appended(db, calls) })
    return changed
  } finally {
    if (changed === undefined) {
      keep(attemptId, [...calls, ...(waiting.get(attemptId) ?? [])])
    }
  }
}

/** Writes down what was called for an attempt, where nothing else of it is to be changed. */
export async function writeCalls(db: Knex, attemptId: AttemptId): Promise<void> {
  if (waiting.has(attemptId)) {
    await withCalls(db, attemptId, async (columns) => {
      const count: number = await run(db(ATTEMPTS).where({ id: attemptId }).update(columns))
      return count === 0 ? undefined : count
    })
  }
}

function appended(db: Knex, calls: readonly CallRecord[]): Knex.Raw {
  return db.raw(
    `jsonb_path_query_array(coalesce(calls, '[]') || ?::jsonb, '$[last - ${MOST_KEPT - 1} to last]')`,
    [JSON.stringify(calls)]
  )
}
