import { isApproved, resultOf } from "../ledger/operation"
import { type World } from "../world"
import { type HostedOrder } from "./attempt"
import { linkStateOf } from "./link-state"

/** State of the page: the payment form, or why there is none. */
export type PageState = "open" | "paid" | "processing" | "ended" | "expired" | "cancelled"

const minuteMs = 60_000

export function pageStateOf(world: World, { hosted }: HostedOrder): PageState {
  const now = world.clock.now()
  const operation = hosted.operationId === null ? undefined : world.ledger.findOperation(hosted.operationId)
  if (operation && isApproved(resultOf(operation))) return "paid"
  if (operation && hosted.isClosed) return resultOf(operation) === "PENDING" ? "processing" : "ended"
  if (hosted.isClosed) return "ended"
  if (hosted.link) {
    const state = linkStateOf(world, hosted.link)
    return state === "active" ? "open" : state
  }
  return now > hosted.openedAt + world.switches.hostedPageMinutes * minuteMs ? "expired" : "open"
}
