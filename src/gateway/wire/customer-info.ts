import { withoutUndefined } from "../../domain/without-undefined"
import { accountHistoryToWire, type AccountHistory, type WireAccountHistory } from "./account-history"
import { addressToWire, type Address, type WireAddress } from "./address"
import { emailToWire } from "./email"
import { freeText } from "./free-text"
import { mobileToWire, phoneToWire, type WireMobile } from "./phone"
import { purchaseRiskToWire, type PurchaseRisk, type WirePurchaseRisk } from "./purchase-risk"

/** The payer in neutral terms; anything may be missing. */
export interface Customer {
  /** As on the card; MOTO payments need it. */
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly billingAddress?: Address | undefined
  readonly shippingAddress?: Address | undefined
  readonly mobilePhone?: string | undefined
  readonly homePhone?: string | undefined
  readonly workPhone?: string | undefined
  readonly account?: AccountHistory | undefined
  readonly purchase?: PurchaseRisk | undefined
}

/** XPay's `customerInfo`. */
export interface WireCustomerInfo extends WireMobile {
  readonly cardHolderName?: string
  readonly cardHolderEmail?: string
  readonly billingAddress?: WireAddress
  readonly shippingAddress?: WireAddress
  readonly homePhone?: string
  readonly workPhone?: string
  readonly cardHolderAcctInfo?: WireAccountHistory
  readonly merchantRiskIndicator?: WirePurchaseRisk
}

const LONGEST_NAME = 255

/**
 * The payer as XPay requires it: everything cleaned and cut to its lengths, and left out if it does not fit.
 * Never fails, because no payment should fail because of an address. Undefined if nothing is left.
 */
export function customerInfoToWire(
  customer: Customer | undefined,
  now = new Date()
): WireCustomerInfo | undefined {
  const wire = {
    ...withoutUndefined<Omit<WireCustomerInfo, keyof WireMobile>>({
      cardHolderName: freeText(customer?.name, LONGEST_NAME),
      cardHolderEmail: emailToWire(customer?.email),
      billingAddress: addressToWire(customer?.billingAddress),
      shippingAddress: addressToWire(customer?.shippingAddress),
      homePhone: phoneToWire(customer?.homePhone),
      workPhone: phoneToWire(customer?.workPhone),
      cardHolderAcctInfo: accountHistoryToWire(customer?.account, now),
      merchantRiskIndicator: purchaseRiskToWire(customer?.purchase),
    }),
    ...mobileToWire(customer?.mobilePhone),
  }
  return Object.keys(wire).length === 0 ? undefined : wire
}
