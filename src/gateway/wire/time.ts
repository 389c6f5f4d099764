import { romeHour } from "../../domain/rome-date"

const CLOCK_TIME =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i
const EPOCH_SECONDS = /^\d{10}$/
const EPOCH_MILLISECONDS = /^\d{13}$/
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * Reads XPay's times: ISO 8601 with a zone (its documents), `2024-03-08 05:22:36.277` without one (its live
 * responses; compared with their `Date` header this is Italian time), and epoch seconds (its example of a
 * notification). An unreadable value counts as absent.
 */
export function readTime(value: unknown): Date | undefined {
  if (typeof value !== "string" && typeof value !== "number") {
    return undefined
  }
  const withoutUndefined = String(value).trim()
  if (EPOCH_SECONDS.test(withoutUndefined)) {
    return new Date(Number(withoutUndefined) * 1000)
  }
  if (EPOCH_MILLISECONDS.test(withoutUndefined)) {
    return new Date(Number(withoutUndefined))
  }
  const parts = CLOCK_TIME.exec(withoutUndefined)
  return parts === null ? undefined : fromParts(parts)
}

function fromParts(parts: RegExpExecArray): Date | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const millisecond = Number((parts[7] ?? "").slice(0, 3).padEnd(3, "0"))
  const clock = Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
  // Date.UTC turns the 31st of February into a day in March.
  if (month > 12 || new Date(clock).getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
    return undefined
  }
  return new Date(clock - (parts[8] === undefined ? romeOffset(clock) : zoneOffset(parts[8])))
}

function zoneOffset(zone: string): number {
  if (zone.toUpperCase() === "Z") {
    return 0
  }
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith("-") ? -minutes : minutes) * MINUTE_MS
}

/**
 * How far Italian clocks that show `clock` are ahead of UTC. The hour that occurs twice in October counts as
 * its first occurrence; the hour that does not occur in March counts as winter time.
 */
function romeOffset(clock: number): number {
  const asInSummer = new Date(clock - 2 * HOUR_MS)
  const isSummer = romeHour(asInSummer) === new Date(clock).getUTCHours()
  return isSummer ? 2 * HOUR_MS : HOUR_MS
}
