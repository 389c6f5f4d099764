import type { CardFieldName, CardFieldsSession } from "./card-fields-session"
import type { FieldProblem } from "./field-problem"

export interface CardFieldsOptions {
  /**
   * Opens fields at the shop's server, for what the cart costs now. Asked when they are mounted, and again whenever a session
   * is over. What it throws is told by {@link CardFieldsOptions.onUnavailable}.
   */
  readonly open: (signal: AbortSignal) => Promise<CardFieldsSession>
  /** Language of the shopper: `it`, `en-GB`. English unless given. */
  readonly locale?: string | undefined
  /** Other words for what stands above the fields. */
  readonly labels?: Readonly<Partial<Record<CardFieldName, string>>> | undefined
  /**
   * How it looks inside of the frames: the address of a style sheet of the shop's, https, for all sites to read. It can speak of
   * `input[type=text]`, of `input[type=password]` (the security code), and of each field by XPay's name for it: `#CARD_NUMBER`.
   */
  readonly style?: { readonly cssLink?: string | undefined } | undefined
  /** All fields can be typed into. */
  readonly onReady?: (() => void) | undefined
  readonly onChange?: ((state: CardFieldsState) => void) | undefined
  /** There are no fields: a notice stands in their place. */
  readonly onUnavailable?: ((why: Unavailable) => void) | undefined
  /** Pays on XPay's page instead. Given, the notice has a button for it. */
  readonly onFallback?: (() => void) | undefined
  /** For how long the fields are waited for: 10 seconds unless given. */
  readonly loadTimeoutMs?: number | undefined
  /** For how long XPay's word is waited for when the card is confirmed: 15 seconds unless given. */
  readonly confirmTimeoutMs?: number | undefined
}

/** Why there are no fields. */
export interface Unavailable {
  /** `session`: the shop's server opened none; `script`: XPay's script did not come; `frames`: the fields did not. */
  readonly reason: "session" | "script" | "frames"
  readonly error?: unknown
}

export interface CardFieldsState {
  readonly status: "loading" | "ready" | "confirming" | "unavailable"
  /** By field: undefined for one that nobody has finished, a problem, or valid. */
  readonly fields: Readonly<Partial<Record<CardFieldName, "valid" | FieldProblem>>>
  /** Every field is valid. The privacy notice may still want to be confirmed. */
  readonly isValid: boolean
}

/** How confirming ended. **Nothing is charged by it**: the shop's server does that. */
export type Confirmation =
  /** Let the server pay. */
  | { readonly status: "confirmed" }
  /** XPay did not say anything. The server can ask it: let it pay; where it cannot, let the shopper try again. */
  | { readonly status: "unanswered" }
  /** Something is missing or wrong; it stands at the fields, and the first of them has the focus. */
  | { readonly status: "invalid" }
  /** The session was over, or has failed: there are new, empty fields. The message says so to the shopper. */
  | { readonly status: "again"; readonly message: string }
  /** There are no fields. */
  | { readonly status: "unavailable" }

/** Card fields in the page. */
export interface CardFields {
  /** Stores the card at XPay, for the server to pay with. A second call while one is under way joins it. */
  confirm(): Promise<Confirmation>
  /** Opens new fields, as for a cart that costs something else now. What was typed is lost; the focus is kept. */
  renew(): Promise<void>
  /** Puts the focus into a field; the first unless named. */
  focus(name?: CardFieldName): void
  unmount(): void
}
