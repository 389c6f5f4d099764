import type { Cause } from "../domain/incident-detail"
import { passingCause } from "../medusa/passing-errors"
import { messageOf } from "./message-of"

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SQLSTATE = /^[0-9A-Z]{5}$/

/**
 * The cause of a failure, for an incident, which goes to e-mail and chat, or for the log: the database's messages quote whole
 * statements with the values to be written.
 */
export function causeOf(error: unknown): Cause {
  const { code } = (typeof error === "object" && error !== null ? error : {}) as { readonly code?: unknown }
  const databaseError =
    passingCause(error) ?? (typeof code === "string" && SQLSTATE.test(code) ? code : undefined)
  return databaseError === undefined ? { words: messageOf(error) } : { databaseError }
}
