import { RELIED_ON, type Reliance, type ReliedOn } from "../../src/medusa/relied-on"
import { messageOf } from "../../src/use-cases/message-of"
import { medusaVersion } from "./medusa-version"

/** A test for each reliance, which fails with a message that says what has changed and what to check. */
export function sentinels(tests: Partial<Record<ReliedOn, () => unknown>>): void {
  for (const [name, test] of Object.entries(tests)) {
    const reliance: Reliance = RELIED_ON[name as ReliedOn]
    it(reliance.what, async () => {
      try {
        await test()
      } catch (error) {
        throw new Error(`${changed(reliance, medusaVersion())}\n\nSeen: ${messageOf(error)}`)
      }
    })
  }
}

/** In full sentences, for testing a new release. */
export function changed({ what, where, used, otherwise }: Reliance, version: string): string {
  return `No longer so: Medusa ${version} ${what} (${where}). ${otherwise} Look at ${used}.`
}
