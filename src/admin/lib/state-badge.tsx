import { StatusBadge } from "@medusajs/ui"
import type { PaymentRow, PaymentState } from "./wire"

const COLORS: Partial<Record<PaymentState, "blue" | "green" | "red" | "grey">> = {
  authorized: "blue",
  captured: "green",
  partially_refunded: "green",
  refunded: "grey",
  voided: "grey",
  abandoned: "grey",
  expired: "grey",
  declined: "red",
  authentication_failed: "red",
  failed: "red",
}

/** Where a payment stands, in a word or two. What is still under way is orange. */
export function StateBadge({ payment }: { payment: Pick<PaymentRow, "state" | "state_text"> }) {
  const { state, state_text: text } = payment
  return (
    <StatusBadge color={COLORS[state] ?? "orange"}>
      {text.charAt(0).toUpperCase() + text.slice(1)}
    </StatusBadge>
  )
}
