import { withoutUndefined } from "../../domain/without-undefined"

/** The shop's data about the payer's account; it raises the chance of 3-D Secure without a challenge. */
export interface AccountHistory {
  /** `guest`: pays without an account. */
  readonly openedAt?: Date | "guest" | undefined
  readonly changedAt?: Date | undefined
  readonly passwordChangedAt?: Date | "never" | undefined
  /** When this delivery address was first used. */
  readonly shippingAddressFirstUsedAt?: Date | undefined
  /** When the card was saved with the shop. */
  readonly cardSavedAt?: Date | "guest" | undefined
  readonly purchasesInSixMonths?: number | undefined
  readonly attemptsInOneDay?: number | undefined
  readonly attemptsInOneYear?: number | undefined
  readonly cardsAddedInOneDay?: number | undefined
  /** Whether the name on the account and the one on the delivery are the same. */
  readonly isShippedToOwnName?: boolean | undefined
  readonly isSuspicious?: boolean | undefined
}

/** XPay's `cardHolderAcctInfo`. */
export interface WireAccountHistory {
  readonly chAccDate?: string
  readonly chAccAgeIndicator?: string
  readonly chAccChangeDate?: string
  readonly chAccChangeIndicator?: string
  readonly chAccPwChangeDate?: string
  readonly chAccPwChangeIndicator?: string
  readonly destinationAddressUsageDate?: string
  readonly destinationAddressUsageIndicator?: string
  readonly destinationNameIndicator?: string
  readonly paymentAccAgeDate?: string
  readonly paymentAccIndicator?: string
  readonly nbPurchaseAccount?: number
  readonly txnActivityDay?: number
  readonly txnActivityYear?: number
  readonly provisionAttemptsDay?: number
  readonly suspiciousAccActivity?: string
}

const DAY_MS = 86_400_000
const LARGEST_COUNT = 9999

/** Undefined if nothing is known. */
export function accountHistoryToWire(
  account: AccountHistory | undefined,
  now: Date
): WireAccountHistory | undefined {
  if (account === undefined) {
    return undefined
  }
  const wire = withoutUndefined<WireAccountHistory>({
    chAccDate: dateOf(account.openedAt),
    chAccAgeIndicator: ageAfterNone(account.openedAt, now),
    chAccChangeDate: dateOf(account.changedAt),
    chAccChangeIndicator: age(account.changedAt, now),
    chAccPwChangeDate: dateOf(account.passwordChangedAt),
    chAccPwChangeIndicator: ageAfterNone(account.passwordChangedAt, now),
    destinationAddressUsageDate: dateOf(account.shippingAddressFirstUsedAt),
    destinationAddressUsageIndicator: age(account.shippingAddressFirstUsedAt, now),
    destinationNameIndicator: either(account.isShippedToOwnName, "01", "02"),
    paymentAccAgeDate: dateOf(account.cardSavedAt),
    paymentAccIndicator: ageAfterNone(account.cardSavedAt, now),
    nbPurchaseAccount: count(account.purchasesInSixMonths),
    txnActivityDay: count(account.attemptsInOneDay),
    txnActivityYear: count(account.attemptsInOneYear),
    provisionAttemptsDay: count(account.cardsAddedInOneDay),
    suspiciousAccActivity: either(account.isSuspicious, "02", "01"),
  })
  return Object.keys(wire).length === 0 ? undefined : wire
}

/** `01` today, `02` under 30 days, `03` 30 to 60 days, `04` longer. */
function age(since: Date | undefined, now: Date): string | undefined {
  const step = stepOf(since, now)
  return step === undefined ? undefined : `0${step}`
}

/** Like {@link age}, one step later, because `01` means "none". */
function ageAfterNone(since: Date | string | undefined, now: Date): string | undefined {
  if (typeof since === "string") {
    return "01"
  }
  const step = stepOf(since, now)
  return step === undefined ? undefined : `0${step + 1}`
}

function stepOf(since: Date | undefined, now: Date): number | undefined {
  const days = ((since?.getTime() ?? NaN) - now.getTime()) / -DAY_MS
  if (Number.isNaN(days)) {
    return undefined
  }
  return days < 1 ? 1 : days < 30 ? 2 : days <= 60 ? 3 : 4
}

function dateOf(date: Date | string | undefined): string | undefined {
  return date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString().slice(0, 10) : undefined
}

function count(number: number | undefined): number | undefined {
  return number !== undefined && Number.isInteger(number) && number >= 0
    ? Math.min(number, LARGEST_COUNT)
    : undefined
}

function either<T>(answer: boolean | undefined, yes: T, no: T): T | undefined {
  return answer === undefined ? undefined : answer ? yes : no
}
