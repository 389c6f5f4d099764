import { z } from "@medusajs/framework/zod"
import { withoutUndefined } from "../../domain/without-undefined"
import { readCountry } from "./country"
import { readCurrency } from "./currency"
import { everyOf, readAmount, readFields, readId, readText, requiredText } from "./lenient"
import { lastFour, readMasked } from "./masked"
import { memberReader, UNSAID, type Unrecognised } from "./member"
import { readCircuit, readMethod } from "./method"
import { readTime } from "./time"
import { readWarnings, type Warning } from "./warning"
import {
  asLinkId,
  asOperationId,
  asXPayOrderId,
  type LinkId,
  type OperationId,
  type XPayOrderId,
} from "../../domain/ids"

const OPERATION_TYPES = [
  "AUTHORIZATION",
  "CAPTURE",
  "VOID",
  "REFUND",
  "CANCEL",
  "CARD_VERIFICATION",
  "NOSHOW",
  "INCREMENTAL",
  "DELAY_CHARGE",
] as const

const OPERATION_RESULTS = [
  "AUTHORIZED",
  "EXECUTED",
  "DECLINED",
  "DENIED_BY_RISK",
  "THREEDS_VALIDATED",
  "THREEDS_FAILED",
  "PENDING",
  "CANCELED",
  "VOIDED",
  "REFUNDED",
  "FAILED",
  "EXPIRED",
] as const

/** Undocumented spellings from XPay's examples and Nexi's own plugins. */
const RESULT_ALIASES = {
  "3DS_FAILED": "THREEDS_FAILED",
  CANCELLED: "CANCELED",
  DENIED: "DECLINED",
} as const

const CHANNELS = ["ECOMMERCE", "POS", "BACKOFFICE"] as const

export type OperationType = (typeof OPERATION_TYPES)[number]
export type OperationResult = (typeof OPERATION_RESULTS)[number]
export type Channel = (typeof CHANNELS)[number]

export const readOperationType = memberReader(OPERATION_TYPES)

/** XPay's data about the card, masked. */
export interface CardSeen {
  /** `434994******4549` */
  readonly masked?: string
  readonly last4?: string
  /** `YYYYMM` */
  readonly expiry?: string
  /** Country of issue, ISO 3166-1 alpha-2. */
  readonly country?: string
  /** XPay's value for the kind of card: `MONETA`. */
  readonly type?: string
}

/** One entry of an XPay order: an authorization, capture, refund and so on. Amounts in minor units, as digits. */
export interface Operation {
  /** Opaque: 18 digits for payments, a UUID for later operations. */
  readonly id: OperationId
  readonly orderId?: XPayOrderId
  readonly type: OperationType | Unrecognised
  /** Negative results also arrive with HTTP 200: a declined payment is `DECLINED` here, not an error. */
  readonly result: OperationResult | Unrecognised
  readonly time?: Date
  readonly amount?: string
  /** ISO 4217 letters. */
  readonly currency?: string
  readonly channel?: Channel | Unrecognised
  readonly channelDetail?: string
  readonly method?: "CARD" | "APM" | Unrecognised
  /** In the spelling of `paymentService`: `VISA`, `GOOGLEPAY`. */
  readonly circuit?: string
  /** The payment instrument, masked: `***4549`. */
  readonly instrument?: string
  readonly card: CardSeen
  /** The circuit's id of the payment, end to end. */
  readonly endToEndId?: string
  /** The operation that this one cancels. */
  readonly cancels?: OperationId
  /** The payment link it was paid through. */
  readonly paymentLinkId?: LinkId
  readonly terminalId?: string
  readonly authorizationCode?: string
  /** The issuer's response code, ISO 8583 style: `"000"` approved, `"116"` insufficient funds. */
  readonly issuerCode?: string
  /** Retrieval reference number, for disputes. */
  readonly rrn?: string
  /** How strongly the payer was authenticated: `FULL_SECURE`. */
  readonly threeDS?: string
  readonly warnings: readonly Warning[]
}

/** Letters only: it is stored with the payment, and stored values must not contain a card's digits. */
function readCardType(value: unknown): string | undefined {
  const word = readText(value)?.toUpperCase()
  return word !== undefined && /^[A-Z][A-Z_ ]{0,39}$/.test(word) ? word : undefined
}

const readResult = memberReader(OPERATION_RESULTS, RESULT_ALIASES)
const readChannel = memberReader(CHANNELS)

/** One operation; requires only its id. */
export const operation: z.ZodType<Operation> = z
  .looseObject({ operationId: requiredText.brand<"OperationId">() })
  .transform((wire) => {
    // A free map in XPay's schema. Its cardId is not read: it is a digest of the card number.
    const more = readFields(wire.additionalData)
    const instrument = readMasked(wire.paymentInstrumentInfo)
    const masked = readMasked(more.maskedPan)
    return withoutUndefined<Operation>({
      id: wire.operationId,
      orderId: readId(wire.orderId, asXPayOrderId),
      type: readOperationType(wire.operationType) ?? UNSAID,
      result: readResult(wire.operationResult) ?? UNSAID,
      time: readTime(wire.operationTime),
      amount: readAmount(wire.operationAmount),
      currency: readCurrency(wire.operationCurrency),
      channel: readChannel(wire.channel),
      channelDetail: readText(wire.channelDetail),
      method: readMethod(wire.paymentMethod),
      circuit: readCircuit(wire.paymentCircuit),
      instrument,
      card: withoutUndefined<CardSeen>({
        masked,
        last4: lastFour(masked ?? instrument),
        expiry: readText(more.cardExpiryDate),
        country: readCountry(readText(more.cardCountry)),
        type: readCardType(more.cardType),
      }),
      endToEndId: readText(wire.paymentEndToEndId),
      cancels: readId(wire.cancelledOperationId, asOperationId),
      paymentLinkId: readId(wire.paymentLinkId, asLinkId),
      terminalId: readText(wire.terminalId),
      authorizationCode: readText(more.authorizationCode),
      issuerCode: readText(more.errorCode) ?? readText(more.authorizationStatus),
      rrn: readText(more.rrn),
      threeDS: readText(more.threeDS),
      warnings: readWarnings(wire.warnings),
    })
  })

/** A response that wraps one operation, as for all payments. */
export const wrappedOperation: z.ZodType<Operation> = z
  .object({ operation })
  .transform((wire) => wire.operation)

/**
 * Operations in chronological order. XPay gives the newest first, as all its known clients assume, but does
 * not document it: times decide, and XPay's order decides only between operations of the same moment.
 * Operations without a time come last.
 */
export const operations: z.ZodType<Operation[]> = everyOf(operation).transform((list) =>
  (isOldestFirst(list) ? list : list.reverse()).sort((a, b) => timeOf(a) - timeOf(b) || 0)
)

function isOldestFirst(list: readonly Operation[]): boolean {
  const times = list.map(timeOf)
  return (times[0] ?? 0) < (times.at(-1) ?? 0)
}

function timeOf({ time }: Operation): number {
  return time?.getTime() ?? Infinity
}
