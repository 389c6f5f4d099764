import type { Walk } from "./bank-page"
import type { WireCard } from "./card-data"
import type { Answer, Conversation } from "./conversation"
import type { PublicAddress } from "./listener"

/** What XPay answered, by what was tried. */
export type Facts = Readonly<Record<string, string>>

/** What a payer does on XPay's page. */
export type PageWish = "decline" | "pay" | "give up"

/** Takes a browser through XPay's page with a test card, or with a method that is not a card. */
export type WalkPage = (pageUrl: string, wish: PageWish, method?: string) => Promise<void>

/** What is there to ask with; what is missing leaves out the questions that need it. */
export interface Means {
  /** Goes to the bank's page; undefined: nobody is there. */
  readonly walk: Walk | undefined
  /** Goes to XPay's page; undefined: nobody is there. */
  readonly walkPage: WalkPage | undefined
  /** Gives back all of an order in the XPay back office; undefined: nobody is there. */
  readonly refundInOffice: ((orderId: string) => Promise<void>) | undefined
  /** Undefined: XPay cannot reach this machine. */
  readonly publicAddress: PublicAddress | undefined
  readonly keys: { readonly implicit: string | undefined; readonly plugin: string | undefined }
  readonly cards: {
    /** One whose payments need no challenge. */
    readonly frictionless: WireCard | undefined
    readonly notEnrolled: WireCard | undefined
    /** One of a circuit that the terminal does not have. */
    readonly missingCircuit: WireCard | undefined
  }
  /** Lets time pass: hours, days. Undefined: nobody waits so long. */
  readonly wait: ((ms: number) => Promise<void>) | undefined
  /** How long a repeated or late notification is waited for. */
  readonly notificationMs: number
}

/** What a question has to work with. */
export interface Asking extends Means {
  readonly xpay: Conversation
  /** Makes an order id that nobody has used, of so many characters. What was taken on it goes back at the end. */
  readonly newOrderId: (length?: number) => string
  /** Makes the id of a saved card; it is deactivated at the end. */
  readonly newContractId: () => string
  /** Remembers a payment link, to be cancelled at the end. */
  readonly noteLink: (linkId: string) => void
  /**
   * Makes an authorization of €1 and remembers to let it go; undefined when the terminal takes no MOTO payment, which
   * is the only way without a browser.
   */
  readonly authorise: (captureType?: "EXPLICIT" | "IMPLICIT") => Promise<Authorised | undefined>
  /** Waits until reads show what was done: XPay may be a moment late. */
  readonly aMoment: () => Promise<void>
  /** Reads an order until XPay shows it: it may be a moment late. */
  readonly readThere: (orderId: string) => Promise<void>
  /** Remembers an order whose hold has lapsed: XPay may not let it be voided. What is captured of it all the same goes back. */
  readonly noteLapsed: (orderId: string) => void
  /** Remembers an order that was refunded elsewhere: there is nothing to give back any more, whatever XPay lists. */
  readonly noteRefundedElsewhere: (orderId: string) => void
  /** An order, read until nothing in it is pending, and there are as many operations as expected. */
  readonly readResolved: (name: string, orderId: string, operations?: number) => Promise<Answer>
}

export interface Authorised {
  readonly orderId: string
  readonly operationId: string
}

/** An open question of the documents. */
export interface Question {
  readonly title: string
  /** Undefined: it could not be asked here; see `needs`. */
  ask(asking: Asking): Promise<Facts | undefined>
  /** What would be needed to ask it. */
  readonly needs: string
}

/** A question whose answer shows after a time. All are begun, then waited for together. */
export interface LateQuestion {
  readonly title: string
  readonly needs: string
  readonly afterMs: number
  /** @returns how to go on; undefined: it could not be asked here. */
  begin(asking: Asking): Promise<(() => Promise<Facts>) | undefined>
}

/** What no test area can be asked, and why. */
export const NOT_ASKED: readonly { readonly title: string; readonly needs: string }[] = [
  { title: "HTTP status of rate limiting", needs: "a flood of calls, which a test area must be spared" },
  { title: "Apple Pay's direct call", needs: "an Apple merchant id" },
]
