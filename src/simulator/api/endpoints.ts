import { type Endpoint } from "./api-call"
import { cardSteps } from "./resources/card-steps"
import { contracts } from "./resources/contracts"
import { directCards } from "./resources/direct-cards"
import { disputeless } from "./resources/disputeless"
import { hostedPayments } from "./resources/hosted-payments"
import { merchantInitiated } from "./resources/merchant-initiated"
import { operations } from "./resources/operations"
import { orders } from "./resources/orders"
import { payByLink, payByLinkV2 } from "./resources/pay-by-link"
import { paymentMethodList } from "./resources/payment-methods"
import { postOperations } from "./resources/post-operations"

/**
 * The payment API. Hosted fields (`/build`), Google Pay tokens, terms and conditions, reservations, structures and the
 * rest of the hotel set-up are not simulated: their paths answer 404 without a body, as unknown orders do.
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

/** What is known of the newer version: nothing but the creation of payment links. */
export const apiV2BasePath = "/api/phoenix-0.0/psp/api/v2"
export const endpointsV2: readonly Endpoint[] = payByLinkV2
