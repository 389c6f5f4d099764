import { romeHour } from "./rome-date"

const HOUR_MS = 3_600_000

/** The hour in Italy at which daily digests are sent. */
const DIGEST_HOUR = 7

/** When the daily digest that covers this time is sent: at seven in the morning, in Italy. */
export function digestTime(happened: Date): Date {
  let time = Math.floor(happened.getTime() / HOUR_MS) * HOUR_MS + HOUR_MS
  while (romeHour(new Date(time)) !== DIGEST_HOUR) {
    time += HOUR_MS
  }
  return new Date(time)
}
