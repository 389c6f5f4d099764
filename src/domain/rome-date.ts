const FORMAT = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome" })

/** The day in Italy, where XPay's accounting day ends: `2026-03-01`. */
export function romeDate(time: Date): string {
  return FORMAT.format(time)
}
