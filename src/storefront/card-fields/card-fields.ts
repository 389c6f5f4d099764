import type { CardFieldName, CardFieldsSession } from "./card-fields-session"
import type { FieldProblem } from "./field-problem"

export interface CardFieldsOptions {
  /**
   * Opens fields at the shop's server for the cart's current total. Called on mounting, and again whenever a session
   * ends. Errors are reported to {@link CardFieldsOptions.onUnavailable}.
   */
  readonly open: (signal: AbortSignal) => Promise<CardFieldsSession>
  /** The shopper's language: `it`, `en-GB`. Default: English. */
  readonly locale?: string | undefined
  /** Custom labels above the fields. */
  readonly labels?: Readonly<Partial<Record<CardFieldName, string>>> | undefined
  /**
   * Styles inside the frames: the https URL of a style sheet of the shop that all sites may read. Its selectors can use
   * `input[type=text]`, `input[type=password]` (the security code), and each field by XPay's name: `#CARD_NUMBER`.
   */
  readonly style?: { readonly cssLink?: string | undefined } | undefined
  /** All fields are ready for input. */
  readonly onReady?: (() => void) | undefined
  readonly onChange?: ((state: CardFieldsState) => void) | undefined
  /** There are no fields; a notice is shown instead. */
  readonly onUnavailable?: ((why: Unavailable) => void) | undefined
  /** Pays on XPay's page instead. If set, the notice has a button for it. */
  readonly onFallback?: (() => void) | undefined
  /** How long to wait for the fields, in milliseconds. Default: 10 seconds. */
  readonly loadTimeoutMs?: number | undefined
  /** How long to wait for XPay's response when the card is confirmed, in milliseconds. Default: 15 seconds. */
  readonly confirmTimeoutMs?: number | undefined
}

/** Why there are no fields. */
export interface Unavailable {
  /**
   * `session`: the shop's server opened none; `script`: XPay's script did not load; `frames`: the fields did not load.
   */
  readonly reason: "session" | "script" | "frames"
  readonly error?: unknown
}

export interface CardFieldsState {
  readonly status: "loading" | "ready" | "confirming" | "unavailable"
  /** By field: undefined until completed, a problem, or valid. */
  readonly fields: Readonly<Partial<Record<CardFieldName, "valid" | FieldProblem>>>
  /** Every field is valid. The privacy notice may still need confirmation. */
  readonly isValid: boolean
}

/** The outcome of confirming. **It charges nothing**: the shop's server does that. */
export type Confirmation =
  /** Let the server pay. */
  | { readonly status: "confirmed" }
  /** XPay did not respond. Let the server pay: it can query XPay. If it cannot, let the shopper try again. */
  | { readonly status: "unanswered" }
  /** Something is missing or invalid; the fields show it, and the first of them has the focus. */
  | { readonly status: "invalid" }
  /** The session ended or failed: there are new, empty fields. The message tells the shopper. */
  | { readonly status: "again"; readonly message: string }
  /** There are no fields. */
  | { readonly status: "unavailable" }

/** Card fields in a page. */
export interface CardFields {
  /** Stores the card at XPay for the server to pay with. A second call during the first one joins it. */
  confirm(): Promise<Confirmation>
  /** Opens new fields, e.g. after the cart's total has changed. Typed data is lost; the focus is kept. */
  renew(): Promise<void>
  /** Focuses a field; the first one by default. */
  focus(name?: CardFieldName): void
  unmount(): void
}
