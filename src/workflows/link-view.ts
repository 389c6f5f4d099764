import qrcode from "qrcode-generator"
import { isOneOf, MONEY_STATES } from "../domain/attempt-state"
import type { AttemptRecord } from "../modules/xpay/records"

/** A payment link, for the clerk to hand on. */
export interface LinkView {
  readonly url: string
  /** A picture of the address for a telephone's camera; null once the link cannot be used any more. */
  readonly qr_svg: string | null
  /** ISO 8601; null once it is paid. */
  readonly expires_at: string | null
  readonly state: "open" | "paid" | "expired" | "canceled"
}

export function linkView(attempt: AttemptRecord): LinkView | null {
  const { link_url: url } = attempt
  if (url === null) {
    return null
  }
  const state = linkState(attempt)
  return {
    url,
    qr_svg: state === "open" ? qrSvg(url) : null,
    expires_at: state === "paid" ? null : (attempt.deadline_at?.toISOString() ?? null),
    state,
  }
}

function linkState({ state, deadline_at: deadline }: AttemptRecord): LinkView["state"] {
  if (isOneOf(state, [...MONEY_STATES, "refunded", "voided"])) {
    return "paid"
  }
  if (state === "expired" || (deadline !== null && deadline.getTime() < Date.now())) {
    return "expired"
  }
  return isOneOf(state, ["created", "waiting", "authorizing"]) ? "open" : "canceled"
}

/** Level M survives a smudge on a printed page; the margin is the white border that cameras need. */
function qrSvg(text: string): string {
  const code = qrcode(0, "M")
  code.addData(text)
  code.make()
  return code.createSvgTag({ cellSize: 4, margin: 16, scalable: true })
}
