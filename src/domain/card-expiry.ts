/** The last time zone on earth in which a day ends is twelve hours behind UTC. */
const LATEST_TIME_ZONE_MS = 12 * 60 * 60 * 1000

/**
 * Whether a card's last month is over everywhere on earth.
 *
 * @param expiry `YYYYMM`, as XPay returns it
 * @param now in milliseconds
 */
export function isExpired(expiry: string, now: number): boolean {
  const year = Number(expiry.slice(0, 4))
  const month = Number(expiry.slice(4))
  return now >= Date.UTC(year, month, 1) + LATEST_TIME_ZONE_MS
}

/** `YYYYMM` as printed on a card: `08/29`. */
export function printedExpiry(expiry: string): string {
  return `${expiry.slice(4)}/${expiry.slice(2, 4)}`
}
