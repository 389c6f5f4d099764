import { z } from "@medusajs/framework/zod"
import type { Secret } from "../secret"
import { withoutUndefined } from "../../domain/without-undefined"
import { checkedOrderId, checkedOrigin } from "./identifiers"
import { readText, readWebAddress, requiredText, requiredWebAddress } from "./lenient"
import { memberReader, UNSAID, type Unrecognised } from "./member"
import { operation, type Operation } from "./operation"
import { orderToWire, type Order } from "./order"
import { sessionToWire, type PaymentSession } from "./payment-session"
import { readSecurityToken } from "./security-token"
import { readWarnings, type Warning } from "./warning"
import { asFieldsSessionId, type FieldsSessionId, type XPayOrderId } from "../../domain/ids"

/** Card fields for an order. */
export interface BuildRequest extends Omit<PaymentSession, "paymentService"> {
  readonly order: Order
  /**
   * The page that contains the fields: `https://shop.example`, without a path. The frames communicate only
   * with this origin.
   */
  readonly merchantUrl: string
  readonly resultUrl: string
  readonly cancelUrl: string
}

/** Identifies opened card fields. The order shows whether a response is about them. */
export interface BuildSessionRef {
  readonly sessionId: FieldsSessionId
  readonly orderId: XPayOrderId
}

/**
 * `READY_FOR_PAYMENT`: the card is stored, **nothing is charged**. `PAYMENT_COMPLETE`: over, paid or not; the
 * operation shows which. It also occurs before finalization, if the 3-D Secure fingerprint has failed for
 * good.
 */
const FLOW_STATES = [
  "PAYMENT_METHOD_SELECTION",
  "CARD_DATA_COLLECTION",
  "READY_FOR_PAYMENT",
  "GDI_VERIFICATION",
  "REDIRECTED_TO_EXTERNAL_DOMAIN",
  "PAYMENT_COMPLETE",
] as const

/** Spelling in an example of XPay's documents. */
const FLOW_STATE_ALIASES = { REDIRECT_TO_EXTERNAL_DOMAIN: "REDIRECTED_TO_EXTERNAL_DOMAIN" } as const

export type BuildFlowState = (typeof FLOW_STATES)[number]

const readFlowState = memberReader(FLOW_STATES, FLOW_STATE_ALIASES)

/** One XPay frame, to be placed in the page. */
export interface BuildField {
  /** `CARD_NUMBER`, `EXPIRATION_DATE`, `SECURITY_CODE`, `CARDHOLDER_NAME`…; a terminal may have others. */
  readonly id: string
  /** `TEXT`, `ACTION`, `GDI`. */
  readonly type?: string
  readonly src: string
}

/** Card fields that wait for a card. */
export interface OpenedBuild {
  /** Decoded: the form that the other calls take. */
  readonly sessionId: FieldsSessionId
  /** To compare with the token in the notification. */
  readonly securityToken?: Secret
  readonly fields: readonly BuildField[]
  /** `sha384-…` of XPay's script, if provided. */
  readonly sdkIntegrity?: string
  readonly warnings: readonly Warning[]
}

/** The state of card fields. */
export interface BuildState {
  readonly state: BuildFlowState | Unrecognised
  /** The URL for the whole window, with `REDIRECTED_TO_EXTERNAL_DOMAIN`. */
  readonly url?: string
  /** With `PAYMENT_COMPLETE`. */
  readonly operation?: Operation
}

/**
 * Without `CARDS` XPay returns buttons instead of fields, and a card behind them could not be confirmed
 * (HF0007).
 */
const CARDS = "CARDS"

/** @throws TypeError for an input that XPay could not take. */
export function buildToWire({ order, merchantUrl, ...session }: BuildRequest) {
  return {
    version: "3",
    merchantUrl: checkedOrigin(merchantUrl),
    order: orderToWire(order),
    paymentSession: sessionToWire({ ...session, paymentService: CARDS }, order),
  }
}

/** @throws TypeError for ids that XPay cannot have given. */
export function buildSession({ sessionId, orderId }: BuildSessionRef): { sessionId: string } {
  checkedOrderId(orderId)
  if (typeof sessionId !== "string" || !/^[\x21-\x7E]{1,255}$/.test(sessionId)) {
    throw new TypeError("The id of card fields is 1 to 255 printable ASCII characters without spaces")
  }
  return { sessionId }
}

/**
 * XPay gives UUIDs, and in another edition base64 that is percent-encoded for a query: the decoded form is
 * used everywhere, and encoded again in a URL.
 */
function decodedId(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

const field: z.ZodType<BuildField> = z
  .looseObject({ id: requiredText, src: requiredWebAddress })
  .transform((wire) =>
    withoutUndefined<BuildField>({
      id: wire.id.toUpperCase(),
      type: readText(wire.type)?.toUpperCase(),
      src: wire.src,
    })
  )

export const openedBuild: z.ZodType<OpenedBuild> = z
  .looseObject({ sessionId: requiredText, fields: z.array(field).min(1) })
  .transform((wire) =>
    withoutUndefined<OpenedBuild>({
      sessionId: asFieldsSessionId(decodedId(wire.sessionId)),
      securityToken: readSecurityToken(wire.securityToken),
      fields: wire.fields,
      sdkIntegrity: readIntegrity(wire.sriHash),
      warnings: readWarnings(wire.warnings),
    })
  )

/** The operation counts if it is present: an unreadable one invalidates the response. */
export const buildState: z.ZodType<BuildState> = z
  .looseObject({ state: requiredText, operation: operation.nullish() })
  .transform((wire) =>
    withoutUndefined<BuildState>({
      state: readFlowState(wire.state) ?? UNSAID,
      url: readWebAddress(wire.url),
      operation: wire.operation ?? undefined,
    })
  )

function readIntegrity(value: unknown): string | undefined {
  const hash = readText(value)
  return hash !== undefined && /^sha(?:256|384|512)-[A-Za-z0-9+/]{40,90}={0,2}$/.test(hash) ? hash : undefined
}
