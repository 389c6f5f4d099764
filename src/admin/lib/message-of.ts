/** The message of a failed call. The server's messages are written for users. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ""
}

/** Whether the server responded. If not, the error has the browser's technical message. */
export function hasAnswer(error: unknown): boolean {
  return statusOf(error) !== undefined
}

/**
 * Whether the outcome is unconfirmed: the server did not respond, or XPay has not confirmed the operation. It may have
 * been executed.
 */
export function isUnconfirmed(error: unknown): boolean {
  const status = statusOf(error)
  return status === undefined || status >= 500
}

function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && "status" in error ? error.status : undefined
  return typeof status === "number" ? status : undefined
}
