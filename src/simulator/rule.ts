import { type SwitchChanges } from "./switches"

/**
 * How sure a rule is: XPay's documentation says it; an answer of XPay's that somebody recorded shows it; somebody who
 * uses XPay in production reports it; or nobody says it, and it is assumed.
 */
export type Certainty = "documented" | "recorded" | "production note" | "assumed"

/** One thing the simulator takes XPay to do. */
export interface Rule {
  readonly about: string
  readonly says: string
  readonly certainty: Certainty
  /** Where it is from; for an assumption, what speaks for it. */
  readonly source: string
  /** Switches that make the simulator do the opposite. Every assumption has some. */
  readonly opposite?: SwitchChanges
}

/** An assumption with its opposite. */
export type Assumption = Rule & { readonly certainty: "assumed"; readonly opposite: SwitchChanges }

const from =
  (certainty: Exclude<Certainty, "assumed">) =>
  (about: string, says: string, source: string, opposite?: SwitchChanges): Rule =>
    opposite === undefined ? { about, says, certainty, source } : { about, says, certainty, source, opposite }

export const documented = from("documented")
export const recorded = from("recorded")
export const reported = from("production note")
export const assumed = (
  about: string,
  says: string,
  source: string,
  opposite: SwitchChanges
): Assumption => ({
  about,
  says,
  certainty: "assumed",
  source,
  opposite,
})
