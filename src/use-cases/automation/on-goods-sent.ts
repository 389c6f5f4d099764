import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { findOne } from "../../medusa/graph"
import { ORDER_FULFILLMENT } from "../../medusa/links"
import { SentOrders } from "../../modules/xpay/sent-orders"
import { allEngines } from "../engine-for"
import { messageOf } from "../message-of"
import { captureSent } from "./capture-sent"
import type { SendingMoment } from "./sent-goods"
import type { OrderId } from "../../domain/ids"

/** Orders per run of the job; the next runs continue. */
const MOST = 50

/** Captures for a fulfillment's order, where the options require it. */
export async function captureForFulfillment(
  container: MedusaContainer,
  fulfillmentId: string
): Promise<void> {
  if (momentsOf(container).length === 0) {
    return
  }
  const orderId = await orderOfFulfillment(container, fulfillmentId)
  if (orderId !== undefined) {
    await captureSent(container, orderId)
  }
}

/** The order of a fulfillment. @returns undefined if it has none. */
export async function orderOfFulfillment(
  container: MedusaContainer,
  fulfillmentId: string
): Promise<OrderId | undefined> {
  const link = await findOne<{ readonly order_id: OrderId }>(container, {
    entity: ORDER_FULFILLMENT.entity,
    fields: ["order_id"],
    filters: { fulfillment_id: fulfillmentId },
  })
  return link?.order_id
}

/**
 * Captures for goods whose event was missed: the event was lost, or the process died while handling it. A failed
 * capture is retried by its payment's check an hour later.
 */
export async function captureMissed(container: MedusaContainer): Promise<void> {
  const orders = new SentOrders(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const withCaptured = allEngines(container).some(({ engine }) => engine.terminal.settings.multipleCaptures)
  for (const moment of momentsOf(container)) {
    await captureEach(container, await orders.listHeld(moment, { limit: MOST, withCaptured }))
  }
}

async function captureEach(container: MedusaContainer, orderIds: readonly OrderId[]): Promise<void> {
  for (const orderId of orderIds) {
    try {
      await captureSent(container, orderId)
    } catch (error) {
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .error(`What was sent of order ${orderId} could not be captured: ${messageOf(error)}`)
    }
  }
}

/** The moments at which the store's terminals capture automatically. */
function momentsOf(container: MedusaContainer): SendingMoment[] {
  const moments = allEngines(container).flatMap(({ engine }) => engine.terminal.settings.captureOn ?? [])
  return [...new Set(moments)]
}
