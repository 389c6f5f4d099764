const rome = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Rome",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
})

const dayMs = 86_400_000
const hourMs = 3_600_000
const withoutZone = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?$/
const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/

/** "2024-03-08 05:22:36.277": the format of real responses, Italian local time without a zone. */
export function romeTimestamp(at: number): string {
  return `${rome.format(at)}.${String(((at % 1000) + 1000) % 1000).padStart(3, "0")}`
}

/** The same format without summer time: one hour ahead of UTC all year. */
export function winterTimestamp(at: number): string {
  return new Date(at + hourMs).toISOString().slice(0, -1).replace("T", " ")
}

/** The calendar date in Italy, "2024-03-08": the "day" of same-day rules and of link expiries. */
export function romeDate(at: number): string {
  return romeTimestamp(at).slice(0, 10)
}

/** Whether two times are on the same day: of the Italian calendar, or less than 24 hours apart. */
export function isSameDay(daysAre: "calendar-days" | "24-hours", one: number, other: number): boolean {
  return daysAre === "24-hours" ? Math.abs(one - other) < dayMs : romeDate(one) === romeDate(other)
}

/** Day of the year in Italy, 1 to 366: part of every payment's operation id. */
export function romeDayOfYear(at: number): number {
  const date = romeDate(at)
  return Math.round((Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / dayMs) + 1
}

/** Moves a date "YYYY-MM-DD" by whole days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)
}

/** Whole days from one date "YYYY-MM-DD" to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

/** True for a date "YYYY-MM-DD" that exists in the calendar. */
export function isCalendarDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text
}

/**
 * Parses a time of a search query: ISO 8601, or the zone-less format of the responses (paging sends back a
 * `lastOperationTime`), which is Italian time, with or without summer time. Null for anything else.
 */
export function parseTime(text: string, summerTime: "applies" | "ignored"): number | null {
  if (withZone.test(text)) return numberOrNull(Date.parse(text))
  if (!withoutZone.test(text)) return null
  const asUtc = numberOrNull(Date.parse(`${text.length === 10 ? `${text}T00:00` : text.replace(" ", "T")}Z`))
  if (asUtc === null) return null
  if (summerTime === "ignored") return asUtc - hourMs
  const firstGuess = asUtc - romeOffset(asUtc)
  return asUtc - romeOffset(firstGuess)
}

function romeOffset(at: number): number {
  return Date.parse(`${rome.format(at).replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
