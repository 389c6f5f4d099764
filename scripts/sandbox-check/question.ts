import type { Walk } from "./bank-page"
import type { WireCard } from "./card-data"
import type { Answer, Conversation } from "./conversation"
import type { PublicAddress } from "./listener"

/** XPay's responses, by what was tried. */
export type Facts = Readonly<Record<string, string>>

/** What a payer does on XPay's page. */
export type PageWish = "decline" | "pay" | "give up"

/** Takes a browser through XPay's page with a test card, or with a method that is not a card. */
export type WalkPage = (pageUrl: string, wish: PageWish, method?: string) => Promise<void>

/** The available means; a missing one skips the questions that need it. */
export interface Means {
  /** Visits the bank's page; undefined: no browser is available. */
  readonly walk: Walk | undefined
  /** Visits XPay's page; undefined: no browser is available. */
  readonly walkPage: WalkPage | undefined
  /** Refunds an order in full in the XPay back office; undefined: nobody can. */
  readonly refundInOffice: ((orderId: string) => Promise<void>) | undefined
  /** Undefined: XPay cannot reach this machine. */
  readonly publicAddress: PublicAddress | undefined
  readonly keys: { readonly implicit: string | undefined; readonly plugin: string | undefined }
  readonly cards: {
    /** A card whose payments need no challenge. */
    readonly frictionless: WireCard | undefined
    readonly notEnrolled: WireCard | undefined
    /** A card of a circuit that the terminal does not have. */
    readonly missingCircuit: WireCard | undefined
  }
  /** Waits for hours or days. Undefined: the check does not wait that long. */
  readonly wait: ((ms: number) => Promise<void>) | undefined
  /** How long to wait for a repeated or late notification. */
  readonly notificationMs: number
}

/** What a question works with. */
export interface Asking extends Means {
  readonly xpay: Conversation
  /** Generates an unused order id with this length. What was taken on it is reversed at the end. */
  readonly newOrderId: (length?: number) => string
  /** Generates the id of a saved card; the card is deactivated at the end. */
  readonly newContractId: () => string
  /** Records a payment link, to be canceled at the end. */
  readonly noteLink: (linkId: string) => void
  /**
   * Creates an authorization of €1 and records it to be voided; undefined if the terminal has no MOTO payments, the
   * only way without a browser.
   */
  readonly authorise: (captureType?: "EXPLICIT" | "IMPLICIT") => Promise<Authorised | undefined>
  /** Waits until reads show the result: XPay may be slightly late. */
  readonly aMoment: () => Promise<void>
  /** Reads an order until XPay shows it: it may be slightly late. */
  readonly readThere: (orderId: string) => Promise<void>
  /**
   * Records an order whose hold has expired: XPay may refuse to void it. If it is captured nevertheless, that is
   * reversed.
   */
  readonly noteLapsed: (orderId: string) => void
  /** Records an order that was refunded elsewhere: nothing is left to reverse, whatever XPay lists. */
  readonly noteRefundedElsewhere: (orderId: string) => void
  /** Reads an order until nothing in it is pending and it has the expected number of operations. */
  readonly readResolved: (name: string, orderId: string, operations?: number) => Promise<Answer>
}

export interface Authorised {
  readonly orderId: string
  readonly operationId: string
}

/** An open question in the documents. */
export interface Question {
  readonly title: string
  /** Undefined: it could not be asked here; see `needs`. */
  ask(asking: Asking): Promise<Facts | undefined>
  /** What is needed to ask it. */
  readonly needs: string
}

/** A question whose answer appears after some time. All are begun, then waited for together. */
export interface LateQuestion {
  readonly title: string
  readonly needs: string
  readonly afterMs: number
  /** @returns a function that continues; undefined: it could not be asked here. */
  begin(asking: Asking): Promise<(() => Promise<Facts>) | undefined>
}

/** Questions that cannot be asked in a test environment, and why. */
export const NOT_ASKED: readonly { readonly title: string; readonly needs: string }[] = [
  { title: "HTTP status of rate limiting", needs: "a flood of calls, which a test area must be spared" },
  { title: "Apple Pay's direct call", needs: "an Apple merchant id" },
]
