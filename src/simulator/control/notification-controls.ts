import { isHosted } from "../hosted/conclude"
import { type NotificationPlan } from "../notifications/notification-plan"
import { type World } from "../world"
import { findOrder, parseRequest, type Control } from "./control"
import { ControlError } from "./control-error"
import { forgery, notificationPlan } from "./control-requests"

function plan(world: World, orderId: string | undefined, decided: NotificationPlan | null): void {
  const order = findOrder(world, orderId)
  if (!isHosted(order)) throw new ControlError(409, "The order has no notifications")
  order.hosted.notificationPlan = decided
}

/** Webhooks, sent and unsent, genuine and forged. */
export const notificationControls: readonly Control[] = [
  {
    method: "GET",
    path: "/notifications",
    about: "Notifications sent and to be sent, with what became of them; ?orderId=.",
    respond: (world, { query }) => ({
      notifications: world.notifier
        .all()
        .filter(({ orderId }) => query.orderId === undefined || orderId === query.orderId),
    }),
  },
  {
    method: "POST",
    path: "/notifications/forge",
    about: "{ url or orderId, body, headers? }: send anything.",
    respond: (world, request) => {
      const { url, orderId, body, headers } = parseRequest(forgery, request)
      const target = url ?? (orderId ? findOrder(world, orderId).hosted?.notificationUrl : undefined)
      if (!target) throw new ControlError(400, "Give a url, or an orderId whose order has a notificationUrl")
      return world.notifier.forge(target, body, headers ?? {})
    },
  },
  {
    method: "POST",
    path: "/notifications/:eventId/resend",
    about: "Send one again, or one that was held back.",
    respond: async (world, { params }) => {
      const sent = await world.notifier.resend(params.eventId ?? "")
      if (!sent) throw new ControlError(404, "No such notification")
      return sent
    },
  },
  {
    method: "PUT",
    path: "/orders/:orderId/notification-plan",
    about: "{ timing, copies?, lateMs? }: for this order only.",
    respond: (world, request) => plan(world, request.params.orderId, parseRequest(notificationPlan, request)),
  },
  {
    method: "DELETE",
    path: "/orders/:orderId/notification-plan",
    about: "Back to the switches.",
    respond: (world, { params }) => plan(world, params.orderId, null),
  },
]
