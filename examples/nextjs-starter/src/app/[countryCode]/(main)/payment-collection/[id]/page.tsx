import XPayBalance from "@modules/order/components/xpay-balance"

export const metadata = { title: "Payment", robots: { index: false } }

/**
 * The page where a customer pays an order's balance: the address behind *Copy payment link* in Medusa's dashboard, and
 * behind the plugin's signed link for customers without an account. It reads no cookie: a browser that comes from an
 * e-mail or from a bank does not send the starter's.
 */
export default function BalancePage() {
  return <XPayBalance />
}
