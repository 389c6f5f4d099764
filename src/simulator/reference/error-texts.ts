/**
 * XPay's error codes with the official texts from its code page and its responses. `%s` is replaced by what the text
 * names: a parameter, never its value. Clients must rely on the code.
 */
const texts: Readonly<Record<string, string>> = {
  GW0001: "An internal error occurred",
  GW0004: "Session not found",
  GW0018: "Order id is missing",
  GW0019: "Order amount is missing",
  GW0021: "Payment session amount is missing",
  GW0022: "Language is not valid",
  GW0024: "Order with the same id already exists",
  GW0027: "Card data could not be stored",
  GW0035: "Internal error",
  PS0000: "Generic API error",
  PS0001: "Cancel Operation not allowed for PAYPAL APM",
  PS0002: "Can cancel the operation only in the same day it's performed",
  PS0004: "Error during card-verification",
  PS0005: "Invalid installment amount. The sum must be lower or equals to order amount",
  PS0006: "Invalid installment date. The date must be in ISO8601 format and should not be on the past",
  PS0007: "PaymentSession amount must be lower or equal to order amount",
  PS0008: "Invalid requested %s date. The date must be in ISO8601 format",
  PS0009: "Invalid requested currency",
  PS0010: "Invalid requested %s date. The date must be in ISO8601 format",
  PS0011: "Invalid provided time. Its format must be 'HH:mm'. EXAMPLE: 10:22",
  PS0012: "Invalid provided time. Dates from/to are incorrect.",
  PS0013: "Invalid provided date %s. Dates from/to are incorrect.",
  PS0017: "Invalid contractid",
  PS0018: "Error occured during retrieve contract by customer",
  PS0022: "An already voided operation can't be captured",
  PS0023: "An already executed operation can't be captured",
  PS0024: "An already refunded operation can't be captured",
  PS0025: "The idempotency key is wrong or missing in the request.",
  PS0026: "Invalid %s parameter",
  PS0027: "Operation already refunded",
  PS0028: "Operation already voided",
  PS0029: "The refundable amount must be equal or lower than the captured amount",
  PS0032: "Generic Paypal Void Error",
  PS0033: "Generic Paypal Refund Error",
  PS0034: "Generic Paypal Capture Error",
  PS0035: "Generic Json Processing Error",
  PS0036: "Invalid provided order amount. It must be numeric",
  PS0040: "TenantId, MerchantId and TerminalId not found in JWT or Header Parameter",
  PS0041: "Embedded javascript is forbidden!",
  PS0042: "Error during paybylink validation",
  PS0043: "Error occurred during MIT invocation",
  PS0044: "Error while the link is being deleted",
  PS0045: "PaymentLink cannot be deleted because it has already been used",
  PS0051: "Error during payment_method invocation. Terminal not found",
  PS0052: "Invalid terminal id. Terminal not found",
  PS0057: "Forbidden - headers error",
  PS0074: "Missing Idempotency header",
}

/** The error text of a code. */
export function errorText(code: string, parameter = "request"): string {
  return (texts[code] ?? "Generic API error").replace("%s", parameter)
}
