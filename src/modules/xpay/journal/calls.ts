import type { AttemptId } from "../../../domain/ids"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { run } from "./postgres"
import { ATTEMPTS } from "./tables"

/** One request to XPay about an attempt, for the support file: ids, times and codes, without any content. */
export interface CallRecord {
  /** The plugin's name of the call: `capture`. */
  readonly verb: string
  /** Method and path, without the query. */
  readonly request: string
  /** When it was sent, by the server's clock, ISO 8601. */
  readonly at: string
  readonly ms: number
  readonly outcome: "done" | "refused" | "unreachable" | "unknown"
  /** HTTP status; absent if there was no response. */
  readonly status?: number | undefined
  /** System code of an error below HTTP. */
  readonly error?: string | undefined
  /** XPay's error codes. */
  readonly codes?: readonly string[] | undefined
  /** Our id of the request. */
  readonly correlation_id: string
  /** XPay's id of the request. */
  readonly cid?: string | undefined
}

/** Calls kept per attempt: a payment has ten at most, but a link can be queried for 90 days. */
const MOST_KEPT = 100

/** Attempts whose calls wait in memory: far more than one process handles at a time. */
const MOST_WAITING = 1_000

/**
 * Calls that are not stored yet, by attempt. They are written with the next statement that changes their attempt, so
 * that they cost no additional statement. One map per process: the provider and the routes have separate journals, and
 * either may write the other's calls.
 */
const waiting = new Map<AttemptId, readonly CallRecord[]>()

/** Keeps a call until the next change of its attempt. */
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
 * Changes an attempt and writes its pending calls.
 *
 * @param change also sets these columns; returns undefined if the attempt did not exist or was not as expected
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

/** Writes the pending calls of an attempt without another change. */
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
