/**
 * Classes of PostgreSQL error codes for transient errors: no connection (08), a transaction rolled back in favor of
 * another (40), no resources left (53), operator intervention (57), a system error (58).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING_CLASSES = /^(?:08|40|53|57|58)[0-9A-Z]{3}$/

/** Node.js error codes for an unreachable server or a lost connection. */
const UNREACHABLE = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]

/**
 * Errors without a code: of the connection pool, of the driver, and of Medusa's locks, which a step acquires on what it
 * changes, such as the stock of an item in demand.
 */
const WITHOUT_CODE =
  /^(?:KnexTimeoutError$|Connection terminated|timeout exceeded when trying to connect|Timed-out acquiring lock|Failed to acquire lock)/

/**
 * The cause of a transient error, after which a retry may succeed: the database, the network or a lock failed, not the
 * request. Medusa's workflow engine returns the errors of its steps as plain objects, with their codes.
 *
 * @returns a code or a name for the log, never the text, which quotes whole statements; undefined for a permanent
 * error.
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
