import { passingCause } from "../../medusa/passing-errors"
import { messageOf } from "../message-of"

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SQLSTATE = /^[0-9A-Z]{5}$/

/**
 * Why a capture failed, for an incident, which goes to e-mail and chat: the database's messages quote whole statements with
 * what was to be written.
 */
export function captureFailure(error: unknown): string {
  const { code } = (typeof error === "object" && error !== null ? error : {}) as { readonly code?: unknown }
  const cause = passingCause(error) ?? (typeof code === "string" && SQLSTATE.test(code) ? code : undefined)
  return cause === undefined ? messageOf(error) : `The database did not do it (${cause}).`
}
