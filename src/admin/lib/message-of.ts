/** What a failed call says. The server's messages are for people. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ""
}

/** Whether the server answered at all; without it an error speaks the browser's language of programmers. */
export function hasAnswer(error: unknown): boolean {
  return statusOf(error) !== undefined
}

/** Whether nothing confirms how it ended: no answer came, or one that says that XPay has not. It may have been done. */
export function isUnconfirmed(error: unknown): boolean {
  const status = statusOf(error)
  return status === undefined || status >= 500
}

function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && "status" in error ? error.status : undefined
  return typeof status === "number" ? status : undefined
}
