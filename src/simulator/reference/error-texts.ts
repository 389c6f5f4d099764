/**
 * XPay's error codes and what they mean, in our words: the documentation's own texts are not public in full.
 * A client must go by the code.
 */
const texts: Readonly<Record<string, string>> = {
  GW0001: "An internal error occurred",
  PS0000: "Generic error",
  PS0001: "Cancel is not possible for PayPal operations",
  PS0002: "Cancel is only possible on the day of the operation",
  PS0004: "Card verification failed",
  PS0005: "Installments exceed the order amount",
  PS0006: "Installment date is not valid",
  PS0007: "Session amount exceeds the order amount",
  PS0008: "Date is not in ISO 8601 format",
  PS0009: "Currency is not valid",
  PS0012: "From and to times are inconsistent",
  PS0013: "From and to dates are inconsistent",
  PS0017: "Contract is not valid",
  PS0022: "Operation already voided",
  PS0023: "Operation already executed",
  PS0024: "Operation already refunded",
  PS0025: "Idempotency key is missing or wrong",
  PS0026: "Parameter is not valid",
  PS0027: "Operation already refunded",
  PS0028: "Operation already voided",
  PS0029: "Refund exceeds the captured amount",
  PS0035: "JSON could not be processed",
  PS0036: "Amount is not numeric",
  PS0041: "Script content is not allowed",
  PS0042: "Pay-by-link request is not valid",
  PS0043: "Merchant initiated payment failed",
  PS0044: "Link could not be cancelled",
  PS0045: "Link already used",
  PS0057: "Forbidden - headers error",
}

/** The text of a code, naming the parameter at fault but never its value. */
export function errorText(code: string, parameter?: string): string {
  const text = texts[code] ?? "Generic error"
  return parameter ? `${text}: ${parameter}` : text
}
