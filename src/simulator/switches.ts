import { z } from "@medusajs/framework/zod"

import { buildSwitches } from "./build/build-switches"
import { requestSwitches } from "./switches/requests"
import { idempotencySwitches } from "./switches/idempotency"
import { operationSwitches } from "./switches/operations"
import { cardPaymentSwitches } from "./switches/card-payments"
import { pageSwitches } from "./switches/pages"
import { readSwitches } from "./switches/reads"

/**
 * What can be switched while the simulator runs. Defaults follow the documentation; where it is silent, the
 * less convenient reading. The descriptions are shown on the back-office page.
 */
export const switchesSchema = z.strictObject({
  ...requestSwitches,
  ...idempotencySwitches,
  ...operationSwitches,
  ...cardPaymentSwitches,
  ...pageSwitches,
  ...readSwitches,
  ...buildSwitches,
})

/** The switches as they stand. */
export type Switches = z.output<typeof switchesSchema>

/** Some switches, to be changed. */
export type SwitchChanges = Partial<Switches>

const changesSchema = switchesSchema.partial()

/** The settings of a simulator nobody has touched, or of one started with some of them changed. */
export function initialSwitches(changes: SwitchChanges = {}): Switches {
  return switchesSchema.parse(changes)
}

/** Checks changes that came over HTTP; an unknown switch or a wrong value throws zod's error. */
export function parseSwitchChanges(changes: unknown): SwitchChanges {
  const given = changesSchema.parse(changes)
  const names = Object.keys(changes as object)
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)))
}

/** What each switch does, for people. */
export function describeSwitches(): readonly {
  readonly name: keyof Switches
  readonly description: string
}[] {
  return Object.entries(switchesSchema.shape).map(([name, schema]) => ({
    name: name as keyof Switches,
    description: schema.description ?? "",
  }))
}
