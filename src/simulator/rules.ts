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
 * Every rule that the simulator follows about XPay, once. The sources are public; docs/simulator.md lists them. A rule
 * without a source is an assumption, and a switch reverses it.
 */
export const rules: readonly Rule[] = [
  ...callRules,
  ...orderRules,
  ...cardRules,
  ...pageRules,
  ...afterwardsRules,
  ...buildRules,
]

/** The rules without confirmation. */
export const assumptions: readonly Assumption[] = rules.filter(
  (rule): rule is Assumption => rule.certainty === "assumed"
)

/** Switches that reverse all assumptions at once. */
export function allFlipped(): SwitchChanges {
  return Object.assign({}, ...assumptions.map(({ opposite }) => opposite)) as SwitchChanges
}
