import { buildRules } from "./build/build-rules"
import type { Assumption, Rule } from "./rule"
import { afterwardsRules } from "./rules/afterwards"
import { callRules } from "./rules/calls"
import { cardRules } from "./rules/cards"
import { orderRules } from "./rules/orders"
import { pageRules } from "./rules/pages"
import { type SwitchChanges } from "./switches"

export type { Assumption, Certainty, Rule } from "./rule"

/**
 * Everything that the simulator takes for granted about XPay, once. The sources are public; docs/simulator.md lists them.
 * What nobody says is an assumption, and a switch turns it round.
 */
export const rules: readonly Rule[] = [
  ...callRules,
  ...orderRules,
  ...cardRules,
  ...pageRules,
  ...afterwardsRules,
  ...buildRules,
]

/** The rules that nobody has confirmed. */
export const assumptions: readonly Assumption[] = rules.filter(
  (rule): rule is Assumption => rule.certainty === "assumed"
)

/** The switches of a simulator that turns every assumption round at once. */
export function allFlipped(): SwitchChanges {
  return Object.assign({}, ...assumptions.map(({ opposite }) => opposite)) as SwitchChanges
}
