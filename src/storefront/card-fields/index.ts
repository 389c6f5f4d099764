/// <reference lib="dom" />
export { mountCardFields } from "./mount-card-fields"
export {
  openCardFields,
  payByCardFields,
  type CardFieldsInput,
  type CardFieldsOpening,
  type CardFieldsPaymentInput,
} from "./pay-by-fields"
export type { CardFieldName, CardFieldsSession } from "./card-fields-session"
export type { FieldProblem } from "./field-problem"
export type { CardFields, CardFieldsOptions, CardFieldsState, Confirmation, Unavailable } from "./card-fields"
