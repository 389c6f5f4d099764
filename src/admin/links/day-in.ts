/** Default validity of a link. */
export const USUAL_DAYS = 7

/** The date this many days from today, in the format of a date field and in the reader's time zone. */
export function dayIn(days: number): string {
  const day = new Date()
  day.setDate(day.getDate() + days)
  return new Intl.DateTimeFormat("sv-SE").format(day)
}
