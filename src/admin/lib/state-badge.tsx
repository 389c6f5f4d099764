import { StatusBadge } from "@medusajs/ui"
import type { PaymentRow } from "./wire"

/** The state of a payment in a word or two. States in progress are orange. */
export function StateBadge({ payment }: { payment: Pick<PaymentRow, "state" | "state_text"> }) {
  const { state, state_text: text } = payment
  const color = /^(captured|partially)/.test(state)
    ? "green"
    : /^(decl|fail|authentication)/.test(state)
      ? "red"
      : state === "authorized"
        ? "blue"
        : /^(refunded|voided|abandoned|expired)/.test(state)
          ? "grey"
          : "orange"
  return <StatusBadge color={color}>{text}</StatusBadge>
}
