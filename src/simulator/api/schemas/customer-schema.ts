import { z } from "@medusajs/framework/zod"

import { currency, date, text } from "./fields"

/**
 * Country and province are not checked here: an invalid one discards the whole address but never fails the call.
 * Over-long lines are refused like any other field, because nothing shows that XPay accepts them.
 */
const address = z.object({
  name: text(50).optional(),
  street: text(50, 1).optional(),
  additionalInfo: text(50).optional(),
  city: text(40, 1).optional(),
  postCode: text(16).optional(),
  province: z.string().optional(),
  country: z.string().optional(),
})

const count = z.number().int().nonnegative()
const indicator = (highest: number): z.ZodString => z.string().regex(new RegExp(`^0[1-${highest}]$`))

const accountHistory = z.looseObject({
  chAccDate: date.optional(),
  chAccChangeDate: date.optional(),
  chAccPwChangeDate: date.optional(),
  destinationAddressUsageDate: date.optional(),
  paymentAccAgeDate: date.optional(),
  nbPurchaseAccount: count.optional(),
  txnActivityDay: count.optional(),
  txnActivityYear: count.optional(),
  provisionAttemptsDay: count.optional(),
  chAccAgeIndicator: indicator(5).optional(),
  chAccChangeIndicator: indicator(4).optional(),
  chAccPwChangeIndicator: indicator(5).optional(),
  destinationAddressUsageIndicator: indicator(4).optional(),
  destinationNameIndicator: indicator(2).optional(),
  suspiciousAccActivity: indicator(2).optional(),
  paymentAccIndicator: indicator(5).optional(),
})

const riskIndicator = z.looseObject({
  deliveryEmail: text(255).optional(),
  deliveryTimeframe: indicator(4).optional(),
  giftCardAmount: z.looseObject({ value: count, currency }).optional(),
  giftCardCount: count.optional(),
  preOrderDate: date.optional(),
  preOrderPurchaseIndicator: indicator(2).optional(),
  reorderItemsIndicator: indicator(2).optional(),
  shipIndicator: indicator(7).optional(),
})

/** `order.customerInfo`. Unknown fields are ignored. */
export const customerInfo = z.object({
  cardHolderName: text(255).optional(),
  cardHolderEmail: text(255).optional(),
  billingAddress: address.optional(),
  shippingAddress: address.optional(),
  mobilePhoneCountryCode: text(4).optional(),
  mobilePhone: text(15).optional(),
  homePhone: text(18).optional(),
  workPhone: text(18).optional(),
  cardHolderAcctInfo: accountHistory.optional(),
  merchantRiskIndicator: riskIndicator.optional(),
})
