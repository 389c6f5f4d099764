import { refuse } from "../refusal"
import { parseTime } from "../time/italian-time"

/** The part of the past a search covers, both ends included. Epoch milliseconds. */
export interface SearchWindow {
  readonly from: number
  readonly to: number
  readonly maxRecords: number
}

type Query = Readonly<Record<string, string>>

const defaultRecords = 20
const mostRecords = 500

/**
 * Reads `fromTime`, `toTime` and `maxRecords`. Missing ends mean now and a month before; more than a month is
 * refused. Which code belongs to which fault is not spelled out: PS0008 for a form, PS0012 for an order, PS0013 for
 * a length [assumption].
 */
export function searchWindow(query: Query, now: number): SearchWindow {
  const to = readTime(query, "toTime") ?? now
  const from = readTime(query, "fromTime") ?? aMonthBefore(to)
  if (from > to) refuse("PS0012", "fromTime")
  if (from < aMonthBefore(to)) refuse("PS0013", "fromTime")
  const maxRecords = query.maxRecords === undefined ? defaultRecords : Number(query.maxRecords)
  if (!Number.isInteger(maxRecords) || maxRecords < 1 || maxRecords > mostRecords)
    refuse("PS0026", "maxRecords")
  return { from, to, maxRecords }
}

function readTime(query: Query, name: string): number | undefined {
  const given = query[name]
  return given === undefined ? undefined : (parseTime(given) ?? refuse("PS0008", name))
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
