/**
 * Classes of PostgreSQL's error codes for what passes by itself: no connection (08), a transaction that was rolled back
 * for another (40), no resources left (53), an operator's doing (57), a fault of the system (58).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING_CLASSES = /^(?:08|40|53|57|58)[0-9A-Z]{3}$/

/** A server that is not there, or not there any more, as Node.js says it. */
const UNREACHABLE = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]

/**
 * Of the pool of connections, of the driver, and of Medusa's locks, which a step takes for what it changes (the stock of an
 * article that many buy): they have no code.
 */
const WITHOUT_CODE =
  /^(?:KnexTimeoutError$|Connection terminated|timeout exceeded when trying to connect|Timed-out acquiring lock|Failed to acquire lock)/

/**
 * Why what failed may go well when it is tried again: the database, the network or somebody else's lock was the cause, and
 * nothing in what was asked for. Medusa's workflow engine hands on the errors of its steps as plain objects, with their codes.
 *
 * @returns a code or a name for the log, never the text, which quotes whole statements; undefined for what stays.
 */
export function passingCause(error: unknown): string | undefined {
  const { code, name, message } = (typeof error === "object" && error !== null ? error : {}) as {
    readonly code?: unknown
    readonly name?: unknown
    readonly message?: unknown
  }
  if (typeof code === "string" && (PASSING_CLASSES.test(code) || UNREACHABLE.includes(code))) {
    return code
  }
  return [name, message]
    .map((text) => (typeof text === "string" ? WITHOUT_CODE.exec(text)?.[0] : undefined))
    .find((text) => text !== undefined)
}
