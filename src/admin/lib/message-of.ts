/** What a failed call says. The server's messages are for people. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ""
}
