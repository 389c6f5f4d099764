import { type CardFacts } from "../../cards/card-facts"
import { isApproved, type Operation, type OperationChange } from "../../ledger/operation"
import { currencies } from "../../reference/currencies"
import { romeTimestamp, winterTimestamp } from "../../time/italian-time"
import { type World } from "../../world"
import { customerView, nullFilledCustomerView } from "./customer-view"
import { printedResult } from "./visible-state"

type View = Record<string, unknown>

const ITALY = "380"

/**
 * An operation as `init` returns it: every field is present, null where empty, the currency is alphabetic, and the
 * channel is still null. The sandbox capture of 2-steps (2023) lacks `omnichannelId` and `cardId4`; that of 3-steps
 * (2024) has them.
 */
export function initView(
  world: World,
  operation: Operation,
  state: OperationChange,
  steps: "3steps" | "2steps"
): View {
  const { channelDetail: _detail, ...full } = fullView(world, operation, state)
  const filled: View = {
    ...full,
    channel: null,
    operationCurrency: currencyOf(world, operation, "init"),
    customerInfo: nullFilledCustomerView(operation.customerInfo),
  }
  if (steps === "2steps") {
    const { omnichannelId: _omnichannelId, additionalData: _additionalData, ...rest } = filled
    const { cardId4: _cardId4, ...cardData } = operation.card ? cardView(operation.card) : {}
    return shown(world, { ...rest, additionalData: cardData })
  }
  return shown(world, filled)
}

function shown(world: World, filled: View): View {
  return world.switches.nullFilledInit ? filled : withoutNulls(filled)
}

/**
 * An operation as `validation`, `payment` and the other one-call card payments return it: empty fields are left out,
 * the currency is numeric, and `channelDetail` replaces `channel`.
 */
export function stepView(world: World, operation: Operation, state: OperationChange): View {
  const { channel: _channel, channelDetail: _detail, ...view } = fullView(world, operation, state)
  return withoutNulls({
    ...view,
    operationCurrency: currencyOf(world, operation, "payment"),
    additionalData: additionalDataOf(world, operation, state, "payment"),
    channelDetail: "SERVER_TO_SERVER",
  })
}

/** An operation as reads and notifications show it. */
export function fullView(world: World, operation: Operation, state: OperationChange): View {
  const { switches } = world
  const { method } = operation
  return {
    orderId: operation.orderId,
    operationId: operation.id,
    channel: operation.channel,
    ...(switches.channelDetailInReads ? { channelDetail: channelDetailOf(world, operation) } : {}),
    operationType: operation.type === "VOID" ? switches.voidOperationType : operation.type,
    operationResult: printedResult(world, operation, state),
    operationTime: timeView(world, state.at),
    paymentMethod: method?.kind ?? "CARD",
    paymentCircuit: circuitOf(world, operation),
    paymentInstrumentInfo: operation.card ? `***${operation.card.lastFour}` : null,
    paymentEndToEndId: operation.endToEndId,
    cancelledOperationId: operation.cancelledOperationId,
    operationAmount: String(operation.amount),
    operationCurrency: currencyOf(world, operation, "read"),
    customerInfo: customerView(operation.customerInfo),
    warnings: operation.warnings,
    paymentLinkId: operation.paymentLinkId,
    omnichannelId: null,
    additionalData: additionalDataOf(world, operation, state, "read"),
  }
}

function channelDetailOf(world: World, operation: Operation): string {
  if (operation.targetId !== null) return "POST_PAYMENT_OPERATION"
  const { hosted } = world.ledger.orderOf(operation)
  if (!hosted || world.ledger.orderOf(operation).origin === "build") return "SERVER_TO_SERVER"
  return hosted.link ? "PAY_BY_LINK" : "HOSTED_PAYMENT_PAGE"
}

/** A time in the format of the responses. */
export function timeView(world: World, at: number): string {
  const { timestampForm, summerTime } = world.switches
  if (timestampForm === "iso") return new Date(at).toISOString()
  return summerTime === "applies" ? romeTimestamp(at) : winterTimestamp(at)
}

function circuitOf(world: World, { method }: Operation): string | null {
  if (!method) return null
  return world.switches.underscoredCircuits ? (method.underscored ?? method.circuit) : method.circuit
}

function currencyOf(world: World, { currency }: Operation, place: "init" | "payment" | "read"): string {
  const { numericCurrency } = world.switches
  const isNumeric =
    numericCurrency === "everywhere" || (numericCurrency === "payments" && place === "payment")
  return isNumeric ? (currencies.get(currency)?.numeric ?? currency) : currency
}

/**
 * The free map of circuit data. Post-operations and undecided hosted payments have none. Reads show a decline's issuer
 * code only as `errorCode`, the payment response also as `authorizationStatus`.
 */
function additionalDataOf(
  world: World,
  operation: Operation,
  { result }: OperationChange,
  place: "payment" | "read"
): View {
  const { card, approval, declineCode } = operation
  const isUndecided = operation.isHosted && result === "PENDING"
  if (!card || isUndecided || (operation.targetId !== null && approval === null)) return {}
  if (approval && isApproved(result)) {
    return {
      ...cardView(card),
      authorizationCode: approval.authorizationCode,
      cardCountry: card.behaviour.country ?? ITALY,
      cardType: "MONETA",
      authorizationStatus: "000",
      rrn: approval.rrn,
      schemaTID: approval.schemaTID,
      ...(world.switches.threeDSInOperations && isFullySecure(world, operation)
        ? { threeDS: "FULL_SECURE" }
        : {}),
    }
  }
  if (result !== "DECLINED" || declineCode === null) return cardView(card)
  return {
    ...cardView(card),
    ...(place === "payment" ? { authorizationStatus: declineCode } : {}),
    errorCode: declineCode,
  }
}

/** The payer completed 3-D Secure, either before the card was presented or on XPay's page. */
function isFullySecure(world: World, { id, isHosted, card }: Operation): boolean {
  const eci = world.authentications.find(id)?.proof.eci
  return isHosted ? card?.behaviour.authentication === undefined : eci === "05" || eci === "02"
}

function cardView(card: CardFacts): View {
  return {
    maskedPan: card.maskedPan,
    cardId: card.cardId,
    cardId4: card.cardId4,
    cardExpiryDate: card.expiry,
  }
}

function withoutNulls(view: View): View {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== null))
}
