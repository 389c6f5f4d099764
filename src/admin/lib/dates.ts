/** Day and time, in the reader's time zone. */
export function formatTime(iso: string, language: string): string {
  return new Date(iso).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" })
}
