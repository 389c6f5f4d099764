import type { RevealCard } from "./card"
import { orderToWire, type Order, type WireOrder } from "./order"
import type { ActionType, CaptureType, Exemptions } from "./payment-session"
import { recurrenceToWire, type Recurrence } from "./recurrence"
import type { ContractId, OperationId } from "../../domain/ids"

/** Starts 3-D Secure for a card; nothing is authorised yet. */
export interface InitRequest {
  readonly order: Order
  readonly card: RevealCard
  readonly recurrence?: Recurrence | undefined
  readonly exemptions?: Exemptions | undefined
  /** `VERIFY` if absent and the amount is 0: XPay has required it since late 2025. */
  readonly actionType?: ActionType | undefined
}

/** Queries XPay for the result of 3-D Secure. */
export interface ValidationRequest {
  readonly operationId: OperationId
  /** `PaRes` from the browser's return. Without it there is nothing to validate: the payer canceled. */
  readonly threeDSAuthResponse: string
}

/**
 * The result of 3-D Secure. XPay's documents require value, eci and xid after three steps, and only the
 * response after two; Hyperswitch sends response and value, and received HTTP 500 with eci and xid.
 */
export interface ThreeDSAuthData {
  readonly threeDSAuthResponse?: string | undefined
  readonly authenticationValue?: string | undefined
  readonly eci?: string | undefined
  readonly xid?: string | undefined
}

/** Authorises a card after 3-D Secure. Order, card and operation are those of the init. */
export interface PaymentRequest {
  readonly operationId: OperationId
  readonly order: Order
  readonly card: RevealCard
  /** The terminal's own setting if absent. */
  readonly captureType?: CaptureType | undefined
  readonly recurrence?: Recurrence | undefined
  readonly exemptions?: Exemptions | undefined
  readonly threeDSAuthData: ThreeDSAuthData
}

/** A card received by phone or mail (MOTO); outside 3-D Secure. */
export interface MotoRequest {
  /** With the card holder's name: XPay requires it here. */
  readonly order: Order & { readonly customer: { readonly name: string } }
  readonly card: RevealCard
  readonly captureType?: CaptureType | undefined
}

/** A payment that the shop starts on a saved card. */
export interface MitRequest {
  readonly order: Order
  readonly contractId: ContractId
  readonly captureType?: CaptureType | undefined
  /** Belongs to the request: stored before the first try, the same for each. At most 63 characters. */
  readonly idempotencyKey: string
}

/** XPay's body of a card payment, without the card. */
interface WireCardPayment {
  readonly operationId?: OperationId | undefined
  readonly order: WireOrder
  readonly captureType?: CaptureType | undefined
  readonly recurrence?: Record<string, string> | undefined
  readonly exemptions?: Exemptions | undefined
  readonly actionType?: ActionType | undefined
  readonly threeDSAuthData?: ThreeDSAuthData | undefined
}

export function initToWire({ order, recurrence, exemptions, actionType }: InitRequest): WireCardPayment {
  const isFree = /^0+$/.test(order.amount)
  return {
    order: orderToWire(order),
    recurrence: recurrence === undefined ? undefined : recurrenceToWire(recurrence),
    exemptions,
    actionType: actionType ?? (isFree ? "VERIFY" : undefined),
  }
}

export function validationToWire({ operationId, threeDSAuthResponse }: ValidationRequest): ValidationRequest {
  if (operationId === "" || threeDSAuthResponse === "") {
    throw new TypeError("A validation needs the operation and the response of 3-D Secure")
  }
  return { operationId, threeDSAuthResponse }
}

export function paymentToWire(request: PaymentRequest): WireCardPayment {
  const { operationId, order, captureType, recurrence, exemptions, threeDSAuthData } = request
  if (operationId === "") {
    throw new TypeError("A payment needs the operation of its init")
  }
  return {
    operationId,
    order: orderToWire(order),
    captureType,
    recurrence: recurrence === undefined ? undefined : recurrenceToWire(recurrence),
    exemptions,
    threeDSAuthData,
  }
}

export function motoToWire({ order, captureType }: MotoRequest): WireCardPayment {
  const wire = orderToWire(order)
  if (wire.customerInfo?.cardHolderName === undefined) {
    throw new TypeError("A MOTO payment needs the name of the card holder")
  }
  return { order: wire, captureType }
}
