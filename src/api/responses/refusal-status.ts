import { REFUSALS, type RefusalCode, type RefusalKind } from "../../domain/refusal-codes"

/** The HTTP status of each kind of refusal. */
const STATUS_OF_KIND = {
  malformed: 400,
  invalid: 422,
  too_large: 413,
  wrong_format: 415,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  under_way: 409,
  too_many: 429,
  unavailable: 503,
} as const satisfies Readonly<Record<RefusalKind, number>>

/** A code has the same status on every route: the storefront's client and the documents rely on it. */
export function statusOf(code: RefusalCode): number {
  return STATUS_OF_KIND[REFUSALS[code]]
}
