import { messageOf } from "../../src/use-cases/message-of"
import { medusaVersion } from "./medusa-version"

/** Faults of Medusa that the plugin guards against. Each has a sentinel, which fails when Medusa repairs it, and a guard. */
export const PLATFORM_FAULTS = {
  captureWithoutAmount: "does not tell a provider how much of a payment to capture",
  newKeyPerTry: "gives every try of a capture or refund a new idempotency key",
  cancelFails: "cancels an order although its payment could not be voided",
  hookForgets: "answers a notification before it is kept anywhere",
  noComparison: "does not compare what is paid with what the cart costs",
  strangersCart: "completes a stranger's cart on a notification for a session that is gone",
  voidedAgain: "places an order on a payment that was voided",
  reversedTwice: "asks for both a void and a refund of captured money when the completion fails",
  refundBooked: "books the refund of a canceled order although it failed",
} as const

export type PlatformFault = keyof typeof PLATFORM_FAULTS

/** A test for every fault, in the order above. */
export function forEachFault(tests: Record<PlatformFault, () => Promise<void>>): void {
  for (const [fault, name] of Object.entries(PLATFORM_FAULTS)) {
    it(name, tests[fault as PlatformFault])
  }
}

/** Sentinels of the faults: each fails with an explanation when Medusa has repaired its fault. */
export function untilRepaired(
  tests: Record<PlatformFault, () => Promise<void>>
): Record<PlatformFault, () => Promise<void>> {
  const told = Object.entries(tests).map(([fault, test]) => [
    fault,
    async () => {
      try {
        await test()
      } catch (error) {
        const said = repaired(PLATFORM_FAULTS[fault as PlatformFault], medusaVersion())
        throw new Error(`${said}\n\nSeen: ${messageOf(error)}`)
      }
    },
  ])
  return Object.fromEntries(told) as Record<PlatformFault, () => Promise<void>>
}

/** The message of a fault's sentinel when the fault is repaired. */
export function repaired(fault: string, version: string): string {
  return `No longer so: Medusa ${version} ${fault}. If that is repaired, its guard (guards.spec.ts) may go with the releases that need it.`
}
