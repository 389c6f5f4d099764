import type { BuildSessionRef, BuildState } from "./build"
import type { Operation } from "./operation"
import type { Order } from "./order"

/** Whether an operation belongs to the order that was sent. */
export function isOfOrder({ orderId }: Operation, order: Order): boolean {
  return isSame(orderId, order.orderId)
}

/** Whether the state of card fields belongs to their order. */
export function isOfBuild({ operation }: BuildState, { orderId }: BuildSessionRef): boolean {
  return isSame(operation?.orderId, orderId)
}

/** Whether an id in a response is the requested one. A missing id does not contradict. */
export function isSame(answered: string | undefined, asked: string): boolean {
  return answered === undefined || answered === asked
}
