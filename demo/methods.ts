/** Payment methods of the demo's terminal besides cards, by XPay's names. Each has a provider of the same name. */
export const METHODS = [
  "PAYPAL",
  "GOOGLEPAY",
  "APPLEPAY",
  "BANCOMATPAY",
  "MYBANK",
  "SATISPAY",
  "KLARNA",
] as const
