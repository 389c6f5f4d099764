import { type Endpoint } from "./api-call"
import { cardSteps } from "./resources/card-steps"
import { contracts } from "./resources/contracts"
import { directCards } from "./resources/direct-cards"
import { disputeless } from "./resources/disputeless"
import { hostedPayments } from "./resources/hosted-payments"
import { merchantInitiated } from "./resources/merchant-initiated"
import { operations } from "./resources/operations"
import { orders } from "./resources/orders"
import { payByLink } from "./resources/pay-by-link"
import { paymentMethodList } from "./resources/payment-methods"
import { postOperations } from "./resources/post-operations"

/**
 * The payment API. Hosted fields (`/build`), Google Pay tokens, terms and conditions and hotel set-up are left out:
 * their paths are unknown here.
 */
export const endpoints: readonly Endpoint[] = [
  ...cardSteps,
  ...directCards,
  ...merchantInitiated,
  ...hostedPayments,
  ...payByLink,
  ...orders,
  ...operations,
  ...postOperations,
  ...disputeless,
  ...paymentMethodList,
  ...contracts,
]

/** Where the payment API lives on every XPay host. */
export const apiBasePath = "/api/phoenix-0.0/psp/api/v1"
