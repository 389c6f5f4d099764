import { fieldsOf } from "../../build/build-fields"
import { type BuildSession } from "../../build/build-session"
import { lastChange, type Operation } from "../../ledger/operation"
import { type World } from "../../world"
import { customerView } from "./customer-view"
import { fullView, timeView } from "./operation-view"

type View = Record<string, unknown>

/** The state of a Build session, as returned to the shop's server and the frames. */
export function buildStateView(
  world: World,
  session: BuildSession,
  place: "read" | "finalize" | "cancel" | "frame"
): View {
  const { state, operation, url } = session
  const fields = fieldsOf(world, session)
  return {
    state: state === "REDIRECTED_TO_EXTERNAL_DOMAIN" ? world.switches.redirectState : state,
    ...(fields.length > 0 ? { fieldSet: fieldSetView(world, session, fields) } : {}),
    ...(url === null ? {} : { url }),
    ...(state === "PAYMENT_COMPLETE" && operation
      ? { operation: operationView(world, operation, place) }
      : {}),
  }
}

function fieldSetView({ switches }: World, { sessionId }: BuildSession, fields: readonly object[]): unknown {
  return switches.fieldSetForm === "array" ? fields : { sessionId: encodeURIComponent(sessionId), fields }
}

/** The response of finalize_payment is documented with a channel; observed reads have only its detail. */
function operationView(world: World, operation: Operation, place: string): View {
  if (operation.type === "CANCEL") return cancelView(world, operation)
  const { channelDetail: _detail, ...full } = fullView(world, operation, lastChange(operation))
  const result = full.operationResult === "THREEDS_FAILED" ? "3DS_FAILED" : full.operationResult
  const channel = place === "read" ? { channel: null, channelDetail: "SERVER_TO_SERVER" } : {}
  return { ...full, operationResult: result, ...channel }
}

function cancelView(world: World, operation: Operation): View {
  const { at, result } = lastChange(operation)
  const customerInfo = customerView(operation.customerInfo)
  return {
    orderId: operation.orderId,
    operationId: operation.id,
    channel: operation.channel,
    operationType: operation.type,
    operationResult: result,
    operationTime: world.switches.timestampForm === "iso" ? timeView(world, at) : new Date(at).toISOString(),
    cancelledOperationId: "",
    ...(customerInfo === null ? {} : { customerInfo }),
  }
}
