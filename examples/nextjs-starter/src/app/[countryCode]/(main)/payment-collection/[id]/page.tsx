import XPayBalance from "@modules/order/components/xpay-balance"

export const metadata = { title: "Payment", robots: { index: false } }

/**
 * Where a customer pays what an order owes: the address behind *Copy payment link* in Medusa's dashboard, and behind the signed
 * link that the plugin gives for customers without an account. It reads no cookie: a browser that comes from an e-mail or
 * from a bank does not send the starter's.
 */
export default function BalancePage() {
  return <XPayBalance />
}
