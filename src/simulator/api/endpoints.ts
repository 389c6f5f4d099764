import { type Endpoint } from "./api-call"
import { buildSessions } from "./resources/build-sessions"
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
 * The payment API. Google Pay tokens, terms and conditions, reservations, structures and the rest of the hotel set-up
 * are not simulated: their paths return 404 without a body, as unknown orders do.
 */
export const endpoints: readonly Endpoint[] = [
  ...cardSteps,
  ...directCards,
  ...merchantInitiated,
  ...hostedPayments,
  ...buildSessions,
  ...payByLink,
  ...orders,
  ...operations,
  ...postOperations,
  ...disputeless,
  ...paymentMethodList,
  ...contracts,
]

/** The known part of version 2. */
export const endpointsV2: readonly Endpoint[] = payByLinkV2
