import { activeMerchant } from "./active-merchant"
import { dr7 } from "./dr7"
import { type ForeignClient } from "./foreign-client"
import { hvallieri } from "./hvallieri"
import { hyperswitch } from "./hyperswitch"
import { ldapp } from "./ldapp"
import { mlocati } from "./mlocati"
import { pagopa } from "./pagopa"
import { sdkPhpNpg } from "./sdk-php-npg"
import { wooCommerce } from "./woocommerce"

/** Public clients of XPay's API, by their requests. */
export const foreignClients: readonly ForeignClient[] = [
  wooCommerce,
  sdkPhpNpg,
  mlocati,
  activeMerchant,
  hyperswitch,
  pagopa,
  hvallieri,
  dr7,
  ldapp,
]
