import type { Circuit, MaskedCard } from "../../domain/card"
import type { ReportedOperation, ReportedOrder } from "../../domain/interpret"
import type { ReportedResult, ReportedType } from "../../domain/operation-results"
import { withoutUndefined } from "../../domain/without-undefined"
import type { Operation } from "../../gateway/wire/operation"
import type { OrderState } from "../../gateway/wire/order-state"

/** Converts XPay's order to the domain's terms: amounts as numbers, unknown values marked as such. */
export function toReportedOrder(order: OrderState): ReportedOrder {
  return withoutUndefined<ReportedOrder>({
    orderId: order.orderId,
    amount: toAmount(order.amount),
    currency: order.currency,
    authorizedAmount: toAmount(order.authorizedAmount),
    capturedAmount: toAmount(order.capturedAmount),
    last:
      order.lastOperationType === undefined || order.lastOperationTime === undefined
        ? undefined
        : { type: toWord<ReportedType>(order.lastOperationType), time: order.lastOperationTime },
    operations: order.operations.map(toReportedOperation),
  })
}

export function toReportedOperation(operation: Operation): ReportedOperation {
  return withoutUndefined<ReportedOperation>({
    id: operation.id,
    orderId: operation.orderId,
    type: toWord<ReportedType>(operation.type),
    result: toWord<ReportedResult>(operation.result),
    amount: toAmount(operation.amount),
    currency: operation.currency,
    time: operation.time,
    service: operation.method === "APM" ? operation.circuit : undefined,
    cancels: operation.cancels,
    issuerCode: operation.issuerCode,
    authorizationCode: operation.authorizationCode,
    authentication: operation.threeDS,
    card: withoutUndefined<Partial<MaskedCard>>({
      circuit: operation.method === "APM" ? undefined : (operation.circuit as Circuit | undefined),
      last4: operation.card.last4,
      expiry: operation.card.expiry,
      country: operation.card.country,
      type: operation.card.type,
    }),
    warnings: operation.warnings.length === 0 ? undefined : operation.warnings,
  })
}

function toWord<W extends string>(
  word: Exclude<W, "UNRECOGNISED"> | { unrecognised: string }
): W | "UNRECOGNISED" {
  return typeof word === "string" ? word : "UNRECOGNISED"
}

function toAmount(digits: string | undefined): bigint | undefined {
  return digits === undefined ? undefined : BigInt(digits)
}
