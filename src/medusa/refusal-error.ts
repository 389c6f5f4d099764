import { MedusaError } from "@medusajs/framework/utils"
import { REFUSALS, type RefusalCode, type RefusalKind } from "../domain/refusal-codes"

const { Types } = MedusaError

/** What Medusa calls each kind of refusal. */
const TYPE_OF_KIND: Readonly<Record<RefusalKind, string>> = {
  malformed: Types.INVALID_DATA,
  invalid: Types.INVALID_DATA,
  too_large: Types.INVALID_DATA,
  wrong_format: Types.INVALID_DATA,
  forbidden: Types.FORBIDDEN,
  not_found: Types.NOT_FOUND,
  conflict: Types.NOT_ALLOWED,
  // Medusa answers 409 to it on its own routes, too.
  under_way: Types.CONFLICT,
  too_many: Types.NOT_ALLOWED,
  unavailable: Types.UNEXPECTED_STATE,
}

/** The `type` of a refusal, in Medusa's workflows as in answers over HTTP. */
export function typeOf(code: RefusalCode): string {
  return TYPE_OF_KIND[REFUSALS[code]]
}

/** A refusal where Medusa calls us: in its workflows and its payment providers. */
export function refusalError(code: RefusalCode, message: string): MedusaError {
  return new MedusaError(typeOf(code), message, code)
}
