import { withoutUndefined } from "../../domain/without-undefined"
import { emailToWire } from "./email"

/** The shop's data about the purchase; it raises the chance of 3-D Secure without a challenge. */
export interface PurchaseRisk {
  /** The address to which digital goods are sent. */
  readonly deliveryEmail?: string | undefined
  readonly delivery?: "digital" | "same_day" | "overnight" | "later" | undefined
  readonly shipping?: keyof typeof SHIPPING | undefined
  readonly isReorder?: boolean | undefined
  /** Goods that are not available yet, and their release date. */
  readonly preOrderedFor?: Date | "available" | undefined
  readonly giftCardCount?: number | undefined
}

/** XPay's `merchantRiskIndicator`, without the value of gift cards: its sources disagree on the unit. */
export interface WirePurchaseRisk {
  readonly deliveryEmail?: string
  readonly deliveryTimeframe?: string
  readonly shipIndicator?: string
  readonly reorderItemsIndicator?: string
  readonly preOrderDate?: string
  readonly preOrderPurchaseIndicator?: string
  readonly giftCardCount?: number
}

const DELIVERY = { digital: "01", same_day: "02", overnight: "03", later: "04" } as const

const SHIPPING = {
  billing_address: "01",
  verified_address: "02",
  other_address: "03",
  store_pickup: "04",
  digital: "05",
  tickets: "06",
  other: "07",
} as const

const LARGEST_GIFT_CARD_COUNT = 99

/** Undefined if nothing is known. */
export function purchaseRiskToWire(risk: PurchaseRisk | undefined): WirePurchaseRisk | undefined {
  const {
    deliveryEmail,
    delivery,
    shipping,
    isReorder,
    preOrderedFor: pre,
    giftCardCount: gifts,
  } = risk ?? {}
  const wire = withoutUndefined<WirePurchaseRisk>({
    deliveryEmail: emailToWire(deliveryEmail),
    deliveryTimeframe: delivery === undefined ? undefined : DELIVERY[delivery],
    shipIndicator: shipping === undefined ? undefined : SHIPPING[shipping],
    reorderItemsIndicator: isReorder === undefined ? undefined : isReorder ? "02" : "01",
    preOrderDate: pre instanceof Date ? pre.toISOString().slice(0, 10) : undefined,
    preOrderPurchaseIndicator: pre === undefined ? undefined : pre === "available" ? "01" : "02",
    giftCardCount: gifts === undefined ? undefined : Math.min(gifts, LARGEST_GIFT_CARD_COUNT),
  })
  return Object.keys(wire).length === 0 ? undefined : wire
}
