import { checkedAmount } from "./identifiers"
import type { XPayOrderId } from "../../domain/ids"

interface Period {
  /** XPay's default is a month ago; it allows at most a month between the two. */
  readonly from?: Date | undefined
  /** XPay's default is now. For the next page: the time of the last record. */
  readonly to?: Date | undefined
  /** 1 to 500; XPay's default is 20. */
  readonly limit?: number | undefined
  readonly customField?: string | undefined
}

/** A filter for the list of orders. */
export interface OrdersQuery extends Period {
  readonly orderId?: XPayOrderId | undefined
  readonly state?: "TO_CAPTURE" | "CAPTURED" | undefined
  /** Bounds in minor units, of one of the three amounts. */
  readonly amount?:
    | {
        readonly of: "ORDER_AMOUNT" | "AUTHORIZED_AMOUNT" | "CAPTURED_AMOUNT"
        readonly from: string
        readonly to: string
      }
    | undefined
}

const LARGEST_PAGE = 500

/** The query string with its `?`; empty if there is no filter. */
export function ordersQuery({ orderId, state, amount, ...period }: OrdersQuery): string {
  return queryString({
    orderId,
    orderState: state,
    amountType: amount?.of,
    minAmount: amount === undefined ? undefined : checkedAmount(amount.from),
    maxAmount: amount === undefined ? undefined : checkedAmount(amount.to),
    ...periodToWire(period),
  })
}

function periodToWire({ from, to, limit, customField }: Period): Record<string, string | undefined> {
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= LARGEST_PAGE)) {
    throw new TypeError("A limit is a whole number from 1 to 500")
  }
  return {
    fromTime: from?.toISOString(),
    toTime: to?.toISOString(),
    maxRecords: limit?.toString(),
    customField,
  }
}

function queryString(fields: Record<string, string | undefined>): string {
  const withoutUndefined = Object.entries(fields).flatMap<[string, string]>(([name, value]) =>
    value === undefined ? [] : [[name, value]]
  )
  return withoutUndefined.length === 0 ? "" : `?${new URLSearchParams(withoutUndefined).toString()}`
}
