import { MedusaError } from "@medusajs/framework/utils"
import { REFUSALS, type RefusalCode, type RefusalKind } from "../domain/refusal-codes"

const { Types } = MedusaError

/** Medusa's error type for each kind of refusal. */
const TYPE_OF_KIND: Readonly<Record<RefusalKind, string>> = {
  malformed: Types.INVALID_DATA,
  invalid: Types.INVALID_DATA,
  too_large: Types.INVALID_DATA,
  wrong_format: Types.INVALID_DATA,
  forbidden: Types.FORBIDDEN,
  not_found: Types.NOT_FOUND,
  conflict: Types.NOT_ALLOWED,
  // Medusa's own routes also return 409 for it.
  under_way: Types.CONFLICT,
  too_many: Types.NOT_ALLOWED,
  unavailable: Types.UNEXPECTED_STATE,
}

/** The `type` of a refusal, in Medusa's workflows and in HTTP responses. */
export function typeOf(code: RefusalCode): string {
  return TYPE_OF_KIND[REFUSALS[code]]
}

/** A refusal for code that Medusa calls: its workflows and payment providers. */
export function refusalError(code: RefusalCode, message: string): MedusaError {
  return new MedusaError(typeOf(code), message, code)
}
