import { type CardFacts, type CardReader } from "../cards/card-facts"
import { type OperationResult } from "./operation"

/** The steps whose result a test can set. */
export const outcomeMoments = [
  "init",
  "validation",
  "payment",
  "moto",
  "mit",
  "card-verification",
  "virtual-card",
  "hosted",
  "capture",
  "refund",
  "void",
  "cancel",
] as const

export type OutcomeMoment = (typeof outcomeMoments)[number]

/** A result set for a card, or for the next calls. */
export interface OutcomeRule {
  readonly id: string
  readonly cardId: string | null
  /** For display: last four digits of its card. */
  readonly lastFour: string | null
  /** Null: any step that authorizes a payment. */
  readonly moment: OutcomeMoment | null
  readonly terminal: string | null
  readonly result: OperationResult
  readonly declineCode: string | null
  remaining: number | "always"
}

/** A rule as requested. The card number is immediately turned into a keyed hash. */
export interface NewOutcomeRule {
  readonly pan?: string | undefined
  readonly moment?: OutcomeMoment | undefined
  readonly terminal?: string | undefined
  readonly result: OperationResult
  /** Issuer code for DECLINED, e.g. "116". */
  readonly declineCode?: string | undefined
  /** How often it applies; once by default. */
  readonly times?: number | "always" | undefined
}

const authorizing: readonly OutcomeMoment[] = [
  "payment",
  "moto",
  "mit",
  "card-verification",
  "virtual-card",
  "hosted",
]

/** Overrides of the results from cards and issuers, set only by tests. */
export class OutcomeRules {
  private rules: OutcomeRule[] = []
  private counter = 0

  constructor(private readonly cards: CardReader) {}

  all(): readonly OutcomeRule[] {
    return this.rules
  }

  add(rule: NewOutcomeRule): OutcomeRule {
    const added: OutcomeRule = {
      id: `outcome-${++this.counter}`,
      cardId: rule.pan === undefined ? null : this.cards.cardIdOf(rule.pan),
      lastFour: rule.pan?.slice(-4) ?? null,
      moment: rule.moment ?? null,
      terminal: rule.terminal ?? null,
      result: rule.result,
      declineCode: rule.declineCode ?? null,
      remaining: rule.times ?? 1,
    }
    this.rules.push(added)
    return added
  }

  /** The oldest rule that applies to this step; uses it up by one. */
  take(moment: OutcomeMoment, terminal: string, card: CardFacts | null): OutcomeRule | undefined {
    const rule = this.rules.find(
      (candidate) =>
        (candidate.moment === moment || (candidate.moment === null && authorizing.includes(moment))) &&
        (candidate.terminal === null || candidate.terminal === terminal) &&
        (candidate.cardId === null || candidate.cardId === card?.cardId)
    )
    if (!rule || rule.remaining === "always") return rule
    rule.remaining -= 1
    if (rule.remaining <= 0) this.rules = this.rules.filter((candidate) => candidate !== rule)
    return rule
  }

  clear(): void {
    this.rules = []
  }
}
