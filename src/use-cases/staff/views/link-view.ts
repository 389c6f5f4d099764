import qrcode from "qrcode-generator"
import { isOneOf, MONEY_STATES } from "../../../domain/attempt-state"
import { isLinkAddress } from "../../../domain/link-address"
import { romeDate } from "../../../domain/rome-date"
import type { AttemptRecord } from "../../../modules/xpay/journal/records"

/** A payment link, for the clerk to hand on. */
export interface LinkView {
  /** Null for one that is not shown: XPay named an address without TLS. */
  readonly url: string | null
  /**
   * A picture of the address for a phone's camera; null once the link cannot be used any more, and for an address that
   * is too long to be read by one.
   */
  readonly qr_svg: string | null
  /** ISO 8601; null once it is paid. */
  readonly expires_at: string | null
  readonly state: "open" | "paid" | "expired" | "canceled"
  /**
   * What is known of its payer while it is open: nothing yet, the last try was declined and another one can be made, or
   * somebody has paid and XPay has not confirmed. XPay does not say whether anybody has opened it.
   */
  readonly progress: "waiting" | "declined" | "unconfirmed" | null
  /** The last day that a renewal may ask for, `YYYY-MM-DD`; null when it cannot be renewed any more. */
  readonly renewable_until: string | null
}

/** XPay's rule: counted from the day on which a link was made, whatever renewals it had. */
const LONGEST_DAYS = 90
const DAY_MS = 86_400_000

/** XPay's addresses have about 100. The time that a code takes grows with the square of its length. */
const MOST_QR_CHARACTERS = 500

/** The last day that a payment link made at this moment can ever be usable, `YYYY-MM-DD`. */
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
  return declined === null ? "waiting" : "declined"
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

/** Level M survives a smudge on a printed page; the margin is the white border that cameras need. */
function qrSvg(text: string): string {
  const code = qrcode(0, "M")
  code.addData(text)
  code.make()
  return code.createSvgTag({ cellSize: 4, margin: 16, scalable: true })
}
