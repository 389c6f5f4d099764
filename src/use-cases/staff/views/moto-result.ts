import type { MedusaContainer } from "@medusajs/framework/types"
import { isOneOf, MONEY_STATES } from "../../../domain/attempt-state"
import { maskCard } from "../../../domain/card"
import { incidentDetailText } from "../../../texts/incident-details"
import { staffText } from "../../../texts/staff-messages"
import { toLocale, type Locale } from "../../../domain/locale"
import { formatMoney } from "../../../domain/money"
import { shopperView } from "../../../texts/shopper-view"
import { heldAmount, attemptCard, type AttemptRecord } from "../../../modules/xpay/journal/records"
import { incidentsOf } from "../../engine-for"
import { paymentDetail, type PaymentDetail } from "./payment-detail"
import { findPlace } from "../../orders/find-in-medusa"

/** The outcome of a MOTO payment, for the clerk on the phone. */
export interface MotoPaymentView {
  /** `unknown`: the card may have been charged; do not charge it again. */
  readonly outcome: "approved" | "declined" | "unknown"
  /** What happened, the state of the money, and what to do. */
  readonly message: string
  /** What the clerk may tell the customer about a card that was not charged; null otherwise. */
  readonly tell_customer: string | null
  readonly payment: PaymentDetail
  readonly order_id: string | null
  /** Whether the draft became an order; null if it was an order before, or is not paid yet. */
  readonly draft_converted: boolean | null
  readonly warning: string | null
}

export async function motoPaymentView(
  container: MedusaContainer,
  attempt: AttemptRecord,
  language: string | undefined
): Promise<MotoPaymentView> {
  const locale = toLocale(language)
  const payment = await paymentDetail(container, attempt, language)
  const outcome = outcomeOf(attempt)
  const { order } = await findPlace(container, attempt)
  const isStillDraft = outcome === "approved" && order?.isDraft === true
  return {
    outcome,
    message: messageOf(attempt, payment, locale),
    tell_customer: outcome === "declined" ? shopperView({ ...attempt, locale }).message : null,
    payment,
    order_id: attempt.order_id,
    draft_converted: isStillDraft ? false : outcome === "approved" ? true : null,
    warning: isStillDraft ? await whyStillDraft(container, attempt, locale) : null,
  }
}

function outcomeOf({ state, abandon_requested_at: voided }: AttemptRecord): MotoPaymentView["outcome"] {
  if (isOneOf(state, MONEY_STATES) && voided === null) {
    return "approved"
  }
  return isOneOf(state, ["created", "authorizing"]) ? "unknown" : "declined"
}

function messageOf(attempt: AttemptRecord, payment: PaymentDetail, locale: Locale): string {
  const card = attemptCard(attempt)
  const blanks = {
    amount: formatMoney(heldAmount(attempt), locale),
    card: card === undefined ? "" : maskCard(card),
    code: attempt.authorization_code ?? "–",
    detail: attempt.detail ?? "",
  }
  switch (outcomeOf(attempt)) {
    case "approved":
      return staffText(attempt.state === "authorized" ? "approved_held" : "approved_taken", locale, blanks)
    case "unknown":
      return staffText("unknown", locale)
    case "declined":
      if (attempt.authorized_at !== null) {
        return staffText("approved_voided", locale)
      }
      return attempt.failure === "refused_by_gateway"
        ? staffText("not_made", locale, blanks)
        : attempt.failure === "unavailable"
          ? staffText("unreachable", locale)
          : (payment.reason ?? staffText("not_made", locale, blanks))
  }
}

/** The draft's own incident holds the reason. */
async function whyStillDraft(
  container: MedusaContainer,
  attempt: AttemptRecord,
  locale: Locale
): Promise<string> {
  const detail = await incidentsOf(container).openDetail(attempt.id, "draft_not_converted")
  const why = detail === undefined ? "" : incidentDetailText(detail, locale)
  return staffText("draft_not_converted", locale, { detail: why.replace(/\.$/, "") })
}
