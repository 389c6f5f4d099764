/** What the demo's terminal has at XPay beside cards, by XPay's names; each has a provider of the same name. */
export const METHODS = [
  "PAYPAL",
  "GOOGLEPAY",
  "APPLEPAY",
  "BANCOMATPAY",
  "MYBANK",
  "SATISPAY",
  "KLARNA",
] as const
