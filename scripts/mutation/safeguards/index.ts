import type { Safeguard } from "../safeguard"
import { AUTHORIZATION } from "./authorization"
import { CARD_NUMBERS } from "./card-numbers"
import { DOMAIN } from "./domain"
import { ENGINE } from "./engine"
import { EXTENSIONS } from "./extensions"
import { GATEWAY } from "./gateway"
import { GUARDS } from "./guards"
import { OPERATIONS } from "./operations"
import { ORDER_BOOKINGS } from "./order-bookings"
import { ORDER_COMPLETION } from "./order-completion"
import { PROVIDERS } from "./providers"
import { RECONCILIATION } from "./reconciliation"
import { RECORDS } from "./records"
import { REQUESTS } from "./requests"
import { SANDBOX_CHECK } from "./sandbox-check"
import { SHOPPERS } from "./shoppers"
import { STAFF } from "./staff"

/**
 * The safeguards that `npm run test:mutation` switches off, one at a time; each is in the file for the code that it
 * disables. A test compares the list with the code, so that a rewritten safeguard is also rewritten here.
 */
export const SAFEGUARDS: readonly Safeguard[] = [
  ...GATEWAY,
  ...DOMAIN,
  ...CARD_NUMBERS,
  ...AUTHORIZATION,
  ...OPERATIONS,
  ...ENGINE,
  ...RECORDS,
  ...ORDER_BOOKINGS,
  ...ORDER_COMPLETION,
  ...RECONCILIATION,
  ...SHOPPERS,
  ...EXTENSIONS,
  ...STAFF,
  ...PROVIDERS,
  ...GUARDS,
  ...REQUESTS,
  ...SANDBOX_CHECK,
]
