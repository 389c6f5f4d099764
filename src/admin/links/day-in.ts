/** How long a link is usually open. */
export const USUAL_DAYS = 7

/** Days from today, as a date field has it, in the reader's time zone. */
export function dayIn(days: number): string {
  const day = new Date()
  day.setDate(day.getDate() + days)
  return new Intl.DateTimeFormat("sv-SE").format(day)
}
