/// <reference lib="dom" />
export {
  findBalance,
  payOrder,
  waitForOrderPayment,
  type Balance,
  type BalanceInput,
  type OrderPaymentInput,
  type OrderPaymentReference,
} from "./pay-order"
export { readBalanceLink, type BalanceLink } from "./read-balance-link"
