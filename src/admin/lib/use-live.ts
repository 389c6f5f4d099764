import { useRef } from "react"
import { pauseAfter } from "./live-interval"
import type { PaymentDetail } from "./wire"

/** Whether XPay or the customer may change a payment while it is displayed. */
function isLive({ is_in_doubt: isInDoubt, is_being_booked: isBeingBooked, link }: PaymentDetail): boolean {
  return isInDoubt || isBeingBooked || link?.state === "open"
}

/** The parts of a dashboard query that are read. */
interface Looked<T> {
  readonly state: { readonly data: T | undefined; readonly dataUpdatedAt: number }
}

/**
 * Options of a query that polls while its payments may change and the page is visible. The interval grows while nothing
 * changes, and polling stops when every outcome is known. Returning to the page reloads it.
 */
export function useLive<T>(paymentsOf: (data: T) => readonly PaymentDetail[]) {
  const seen = useRef({ signs: "", at: 0 })
  const isOpen = (data: T | undefined) => data !== undefined && paymentsOf(data).some(isLive)
  return {
    refetchInterval: ({ state: { data, dataUpdatedAt } }: Looked<T>): number | false => {
      if (data === undefined || !isOpen(data)) {
        return false
      }
      const signs = paymentsOf(data).map(signsOf).join()
      if (signs !== seen.current.signs) {
        seen.current = { signs, at: dataUpdatedAt }
      }
      return pauseAfter(dataUpdatedAt - seen.current.at)
    },
    refetchOnWindowFocus: ({ state: { data } }: Looked<T>) => (isOpen(data) ? ("always" as const) : false),
  }
}

/** What counts as a change for a user. The time of the next check does not. */
function signsOf({ id, state, reason, captured, refunded, link }: PaymentDetail): string {
  return [id, state, reason, captured, refunded, link?.state, link?.progress].join(" ")
}
