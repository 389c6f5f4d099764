import qrcode from "qrcode-generator"
import { isOneOf, MONEY_STATES } from "../../../domain/attempt-state"
import { isLinkAddress } from "../../../domain/link-address"
import { romeDate } from "../../../domain/rome-date"
import type { AttemptRecord } from "../../../modules/xpay/journal/records"

/** A payment link, for the clerk to pass on. */
export interface LinkView {
  /** Null for an address that is not shown, because it has no TLS. */
  readonly url: string | null
  /** A QR code of the address; null once the link cannot be used any more, and for an address too long to scan. */
  readonly qr_svg: string | null
  /** ISO 8601; null once it is paid. */
  readonly expires_at: string | null
  readonly state: "open" | "paid" | "expired" | "canceled"
  /**
   * The payer's progress while the link is open: nothing yet, the last try was declined and another one is possible, or
   * a payment was made that XPay has not confirmed. XPay does not report whether the link was opened.
   */
  readonly progress: "pending" | "declined" | "unconfirmed" | null
  /** The last day that a renewal may request, `YYYY-MM-DD`; null if it cannot be renewed any more. */
  readonly renewable_until: string | null
}

/** XPay's rule: counted from the day on which a link was created, regardless of renewals. */
const LONGEST_DAYS = 90
const DAY_MS = 86_400_000

/** XPay's addresses have about 100. The time to generate a code grows with the square of its length. */
const MOST_QR_CHARACTERS = 500

/** The last day on which a payment link created at this moment can be usable, `YYYY-MM-DD`. */
export function lastPossibleDay(createdAt: Date): string {
  return romeDate(new Date(createdAt.getTime() + LONGEST_DAYS * DAY_MS))
}

export function linkView(attempt: AttemptRecord): LinkView | null {
  if (attempt.link_url === null) {
    return null
  }
  const url = isLinkAddress(attempt.link_url) ? attempt.link_url : null
  const state = linkState(attempt)
  return {
    url,
    qr_svg: state === "open" && url !== null && url.length <= MOST_QR_CHARACTERS ? qrSvg(url) : null,
    expires_at: state === "paid" ? null : (attempt.deadline_at?.toISOString() ?? null),
    state,
    progress: state === "open" ? progressOf(attempt) : null,
    renewable_until: state === "open" || state === "expired" ? renewableUntil(attempt.created_at) : null,
  }
}

function progressOf(attempt: AttemptRecord): LinkView["progress"] {
  const { placement, circumstance, decline_reason: declined } = attempt
  if (placement === "awaiting" || circumstance === "verifying") {
    return "unconfirmed"
  }
  return declined === null ? "pending" : "declined"
}

function renewableUntil(createdAt: Date): string | null {
  const last = lastPossibleDay(createdAt)
  return last >= romeDate(new Date()) ? last : null
}

function linkState({ state, deadline_at: deadline }: AttemptRecord): LinkView["state"] {
  if (isOneOf(state, [...MONEY_STATES, "refunded", "voided"])) {
    return "paid"
  }
  if (state === "expired" || (deadline !== null && deadline.getTime() < Date.now())) {
    return "expired"
  }
  return isOneOf(state, ["created", "pending_payer", "authorizing"]) ? "open" : "canceled"
}

/** Level M tolerates a smudge on a printed page; the margin is the white border that cameras need. */
function qrSvg(text: string): string {
  const code = qrcode(0, "M")
  code.addData(text)
  code.make()
  return code.createSvgTag({ cellSize: 4, margin: 16, scalable: true })
}
