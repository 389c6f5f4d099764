let format: Intl.DateTimeFormat | undefined

/** The day in Italy, where XPay's accounting day ends: `2026-03-01`. */
export function romeDate(time: Date): string {
  // Made with the first call: Node's first date format takes 12 ms and 6 MB, which the start of the server need not pay.
  format ??= new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome" })
  return format.format(time)
}
