import { cancelCapture } from "../ledger/cancel-capture"
import { capture } from "../ledger/capture"
import { resultOf, type Operation } from "../ledger/operation"
import { type Order } from "../ledger/order"
import { isUncaptured, refund } from "../ledger/refund"
import { refuseSomehow } from "../refusal"
import { type World } from "../world"

/** The merchant's actions on a payment in the XPay back office. */
export const officeVerbs = ["capture", "refund", "void", "cancel"] as const

export type OfficeVerb = (typeof officeVerbs)[number]

/**
 * Acts as the merchant in the back office, under the same rules as the API. These operations are not listed among the
 * API's. Throws a {@link Refusal} with the API's code if it is not possible.
 */
export function actInOffice(world: World, verb: OfficeVerb, target: Operation, amount?: number): Operation {
  const request = { amount, isFromPortal: true }
  switch (verb) {
    case "capture":
      return capture(world, target, request)
    case "cancel":
      return cancelCapture(world, target, request)
    case "void":
      return isUncaptured(world, target)
        ? refund(world, target, { isFromPortal: true })
        : refuseSomehow("PS0026")
    case "refund":
      return isUncaptured(world, target) ? refuseSomehow("PS0026") : refund(world, target, request)
  }
}

/** The operation of an order that a verb usually applies to: the last suitable one. */
export function usualTarget(order: Order, verb: OfficeVerb): Operation | undefined {
  const captures = order.operations.filter(({ type }) => type === "CAPTURE")
  const authorizations = order.operations.filter(({ type }) => type === "AUTHORIZATION")
  if (verb === "cancel") return captures.at(-1)
  if (verb === "refund") return captures.at(-1) ?? authorizations.at(-1)
  return (
    authorizations.filter((operation) => resultOf(operation) === "AUTHORIZED").at(-1) ?? authorizations.at(-1)
  )
}
