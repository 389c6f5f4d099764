import { z } from "@medusajs/framework/zod"

import { buildSwitches } from "./build/build-switches"
import { requestSwitches } from "./switches/requests"
import { idempotencySwitches } from "./switches/idempotency"
import { operationSwitches } from "./switches/operations"
import { cardPaymentSwitches } from "./switches/card-payments"
import { pageSwitches } from "./switches/pages"
import { readSwitches } from "./switches/reads"

/**
 * The switches, changeable at run time. Defaults follow the documentation; where it is silent, they take the less
 * convenient reading. The back-office page shows the descriptions.
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

/** The current switches. */
export type Switches = z.output<typeof switchesSchema>

/** Changes to some switches. */
export type SwitchChanges = Partial<Switches>

const changesSchema = switchesSchema.partial()

/** The default switches, with optional changes. */
export function initialSwitches(changes: SwitchChanges = {}): Switches {
  return switchesSchema.parse(changes)
}

/** Validates changes received over HTTP; an unknown switch or an invalid value throws zod's error. */
export function parseSwitchChanges(changes: unknown): SwitchChanges {
  const given = changesSchema.parse(changes)
  const names = Object.keys(changes as object)
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)))
}

/** Descriptions of all switches. */
export function describeSwitches(): readonly {
  readonly name: keyof Switches
  readonly description: string
}[] {
  return Object.entries(switchesSchema.shape).map(([name, schema]) => ({
    name: name as keyof Switches,
    description: schema.description ?? "",
  }))
}
