import { refuseSomehow } from "../refusal"
import { type Switches } from "../switches"
import { parseTime } from "../time/italian-time"
import { type World } from "../world"

/** The period that a search covers, both ends included. Epoch milliseconds. */
export interface SearchWindow {
  readonly from: number
  readonly to: number
  readonly maxRecords: number
}

type Query = Readonly<Record<string, string>>

const defaultRecords = 20
const mostRecords = 500

/**
 * Reads `fromTime`, `toTime` and `maxRecords`. Defaults are now and one month earlier; more than a month is refused.
 * The closest listed codes are PS0008 for a format, PS0012 for the order of dates, PS0013 for a length.
 */
export function searchWindow({ switches, clock }: World, query: Query): SearchWindow {
  const now = clock.now()
  const to = readTime(switches, query, "toTime") ?? now
  const from = readTime(switches, query, "fromTime") ?? aMonthBefore(to)
  if (from > to) refuseSomehow("PS0012", "fromTime")
  if (from < aMonthBefore(to)) refuseSomehow("PS0013", "fromTime")
  const maxRecords = query.maxRecords === undefined ? defaultRecords : Number(query.maxRecords)
  if (!Number.isInteger(maxRecords) || maxRecords < 1 || maxRecords > mostRecords)
    refuseSomehow("PS0026", "maxRecords")
  return { from, to, maxRecords }
}

function readTime({ summerTime }: Switches, query: Query, name: string): number | undefined {
  const given = query[name]
  return given === undefined ? undefined : (parseTime(given, summerTime) ?? refuseSomehow("PS0008", name))
}

function aMonthBefore(at: number): number {
  const date = new Date(at)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() - 1)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay))
  return date.getTime()
}
