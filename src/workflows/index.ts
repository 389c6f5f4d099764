/**
 * The public interface for other plugins and for the shop itself. Everything else in this folder may change at any
 * time.
 */
export { chargeSavedCardWorkflow } from "./charge-saved-card"
export type { ChargeSavedCardInput } from "../use-cases/charges/charge-input"
export type { Charged, ChargeResult, ChargeUnknown, NotCharged } from "../use-cases/charges/charge-result"
export {
  createBalanceLink,
  type BalanceLink,
  type BalanceLinkInput,
} from "../use-cases/balance/create-balance-link"
export type {
  XPayCartFacts,
  XPayCustomerFacts,
  XPayDescription,
  XPayExtensions,
  XPayExtensionTools,
  XPayItemFacts,
  XPayPaymentFacts,
  XPayRisk,
} from "../engine/terminal/extensions"
export { eraseCustomerDataWorkflow, type CustomerDataInput } from "./erase-customer-data"
export { exportCustomerDataWorkflow, type CustomerData } from "./export-customer-data"
export { listSavedCards, type SavedCardView } from "../use-cases/saved-cards/list-saved-cards"
export {
  XPAY_EVENTS,
  type XPayEventData,
  type XPayEventName,
  type XPayIncidentEvent,
  type XPayPaymentEvent,
} from "../domain/events"
