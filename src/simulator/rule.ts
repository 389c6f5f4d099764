import { type SwitchChanges } from "./switches"

/**
 * How certain a rule is: stated in XPay's documentation, shown by a recorded XPay response, reported by a production
 * user, or assumed without a source.
 */
export type Certainty = "documented" | "recorded" | "production note" | "assumed"

/** One rule about XPay that the simulator follows. */
export interface Rule {
  readonly about: string
  readonly says: string
  readonly certainty: Certainty
  /** Its source; for an assumption, the evidence. */
  readonly source: string
  /** Switches that reverse the rule. Every assumption has some. */
  readonly opposite?: SwitchChanges
}

/** An assumption with the switches that reverse it. */
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
