/// <reference lib="dom" />
export { mountCardFields } from "./mount-card-fields"
export type { CardFieldName, CardFieldsSession } from "./card-fields-session"
export type { FieldProblem } from "./field-problem"
export type { CardFields, CardFieldsOptions, CardFieldsState, Confirmation, Unavailable } from "./card-fields"
