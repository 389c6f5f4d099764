import XPayReturn from "@modules/checkout/components/xpay-return"

export const metadata = { title: "Payment" }

/**
 * Where shoppers come back to from the bank and from XPay's page: the `returnUrl`. It reads no cookie of the starter's.
 * They are `SameSite=Strict`, and a browser that comes from another site does not send them.
 */
export default function XPayReturnPage() {
  return <XPayReturn />
}
