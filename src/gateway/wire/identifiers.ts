import type { ContractId, PayerId, XPayOrderId } from "../../domain/ids"

/*
 * Our own code creates ids, amounts and addresses. An invalid one is a programming error, so these functions
 * throw a TypeError; its message never repeats the value.
 */

const AMOUNT = /^\d{1,12}$/
const ORDER_ID = /^[A-Za-z0-9-]{1,18}$/
const CUSTOMER_ID = /^[\x21-\x7E]{1,27}$/
const CONTRACT_ID = /^[A-Za-z0-9]{1,18}$/
const IDEMPOTENCY_KEY = /^[\x21-\x7E]{1,63}$/
const CALENDAR_DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const LONGEST_URL = 2048
const LONGEST_SEGMENT = 255

/** An amount in minor units: one to twelve digits. */
export function checkedAmount(amount: string): string {
  return checked(amount, AMOUNT, "An amount is one to twelve digits, in minor units")
}

/** 18 characters is the shortest of the maximum lengths that Nexi's sources give (18 and 27). */
export function checkedOrderId(orderId: XPayOrderId): string {
  return checked(orderId, ORDER_ID, "An order id is 1 to 18 characters of A-Z, a-z, 0-9 and -")
}

export function checkedCustomerId(customerId: PayerId): string {
  return checked(
    customerId,
    CUSTOMER_ID,
    "A customer id is 1 to 27 printable ASCII characters without spaces"
  )
}

/** XPay refuses contract ids with other characters or of another length (`PS0017`). */
export function checkedContractId(contractId: ContractId): string {
  return checked(contractId, CONTRACT_ID, "A contract id is 1 to 18 letters and digits")
}

export function checkedIdempotencyKey(key: string): string {
  return checked(
    key,
    IDEMPOTENCY_KEY,
    "An idempotency key is 1 to 63 printable ASCII characters without spaces"
  )
}

/** A calendar date, `YYYY-MM-DD`. */
export function checkedDate(date: string): string {
  return checked(date, CALENDAR_DATE, "A date is given as YYYY-MM-DD")
}

/** An absolute http or https URL of at most 2048 characters. */
export function checkedUrl(url: string): string {
  if (
    typeof url !== "string" ||
    url.length > LONGEST_URL ||
    !URL.canParse(url) ||
    !/^https?:\/\//i.test(url)
  ) {
    throw new TypeError("A URL given to XPay is absolute, http or https, of at most 2048 characters")
  }
  return url
}

/** A URL that is only an origin: `https://shop.example`. */
export function checkedOrigin(url: string): string {
  if (new URL(checkedUrl(url)).origin !== url) {
    throw new TypeError("An origin is a scheme, a host and perhaps a port, without a path")
  }
  return url
}

/** An XPay id as one segment of a path; `..` would leave that path. */
export function pathSegment(id: string): string {
  if (typeof id !== "string" || id === "" || id.length > LONGEST_SEGMENT || /^\.{1,2}$/.test(id)) {
    throw new TypeError("An id in a path is 1 to 255 characters and not a dot segment")
  }
  return encodeURIComponent(id)
}

function checked(value: string, pattern: RegExp, message: string): string {
  if (typeof value !== "string" || !pattern.test(value)) {
    throw new TypeError(message)
  }
  return value
}
