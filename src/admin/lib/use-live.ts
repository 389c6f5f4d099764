import { useRef } from "react"
import { pauseAfter } from "./live-interval"
import type { PaymentDetail } from "./wire"

/** Whether a payment may change while one looks at it, by what XPay or the customer does. */
function isLive({ is_in_doubt: isInDoubt, is_being_booked: isBeingBooked, link }: PaymentDetail): boolean {
  return isInDoubt || isBeingBooked || link?.state === "open"
}

/** A query of the dashboard's, as far as it is looked at. */
interface Looked<T> {
  readonly state: { readonly data: T | undefined; readonly dataUpdatedAt: number }
}

/**
 * Options of a query that looks again by itself while payments of what it has read may change, and somebody sees it; the
 * longer nothing happens the more rarely, and no more once all is decided. Whoever comes back to the page sees it anew.
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

/** What a person would call a change; when XPay is queried next is none. */
function signsOf({ id, state, reason, captured, refunded, link }: PaymentDetail): string {
  return [id, state, reason, captured, refunded, link?.state, link?.progress].join(" ")
}
