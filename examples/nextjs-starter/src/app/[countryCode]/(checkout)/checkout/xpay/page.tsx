import XPayReturn from "@modules/checkout/components/xpay-return"

export const metadata = { title: "Payment" }

/**
 * The `returnUrl`: shoppers return here from the bank and from XPay's page. It reads none of the starter's cookies:
 * they are `SameSite=Strict`, so a browser that comes from another site does not send them.
 */
export default function XPayReturnPage() {
  return <XPayReturn />
}
