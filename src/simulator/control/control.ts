import { type Request } from "express"
import { type z } from "@medusajs/framework/zod"

import { type Operation } from "../ledger/operation"
import { type Order } from "../ledger/order"
import { type World } from "../world"
import { ControlError } from "./control-error"

/** One control of the control API. */
export interface Control {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** Below `/_control`. */
  readonly path: string
  /** What it does and takes, for `GET /_control`. */
  readonly about: string
  readonly respond: (world: World, request: Request) => unknown
}

/** Parses a body. Throws zod's error, which names the invalid field and never its value. */
export function parseRequest<T extends z.ZodType>(schema: T, request: Request): z.output<T> {
  return schema.parse(request.body)
}

export function findOrder(world: World, orderId: string | undefined): Order {
  const order = world.ledger.find(orderId ?? "")
  if (!order) throw new ControlError(404, "No such order")
  return order
}

/** The operation that a request names, or the usual one of its order. */
export function findSubject(
  world: World,
  { orderId, operationId }: { orderId?: string | undefined; operationId?: string | undefined },
  usual: (order: Order) => Operation | undefined
): Operation {
  const found =
    operationId === undefined ? usual(findOrder(world, orderId)) : world.ledger.findOperation(operationId)
  if (!found) throw new ControlError(404, "No such operation")
  return found
}
