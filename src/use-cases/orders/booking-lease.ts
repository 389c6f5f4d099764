import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AttemptId } from "../../domain/ids"
import type { Locale } from "../../domain/locale"
import { BookingLeases } from "../../modules/xpay/booking-leases"
import { staffText } from "../../texts/staff-messages"
import { messageOf } from "../message-of"
import { PaymentRefusal } from "../refusal"

/** How long a process that dies blocks the others. */
const LEASE_SECONDS = 15
const RENEW_MS = 5_000

/** Longer than a lease, so that a dead process's lease lapses within the wait. */
const WAIT_AT_MOST_MS = 20_000
const SHORTEST_PAUSE_MS = 20
const LONGEST_PAUSE_MS = 250

/** The payment to book. */
export interface WantedLease {
  readonly attemptId: AttemptId
  /** The language of the refusal, if the lease cannot be obtained. */
  readonly locale?: Locale
}

/** The right to book one payment. */
export interface BookingLease {
  /** Ends the lease for the next holder. */
  end(): Promise<void>
  /** Stops renewing the lease: it lapses even if the work continues unobserved. */
  lapse(): void
}

/**
 * Runs work that books a payment in Medusa under a lease that excludes all other processes. Medusa's own capture and
 * refund write several rows in sequence and count every row present at that moment, so two in parallel count the same
 * money twice.
 *
 * @throws PaymentRefusal if another request holds the lease for longer than twenty seconds; nothing was done then.
 */
export async function withBookingLease<T>(
  container: MedusaContainer,
  wanted: WantedLease,
  work: () => Promise<T>
): Promise<T> {
  const turn = await takeBookingLease(container, wanted)
  try {
    return await work()
  } finally {
    await turn.end()
  }
}

/** Whether an error only means that another request holds the lease. */
export function isLeaseTaken(error: unknown): boolean {
  return error instanceof PaymentRefusal && error.code === "being_booked"
}

/** {@link withBookingLease}, for work that ends elsewhere. */
export async function takeBookingLease(
  container: MedusaContainer,
  { attemptId, locale = "en" }: WantedLease
): Promise<BookingLease> {
  const turns = new BookingLeases(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const holder = randomUUID()
  const end = Date.now() + WAIT_AT_MOST_MS
  for (let ms = SHORTEST_PAUSE_MS; !(await turns.lease(attemptId, holder, LEASE_SECONDS)); ms *= 2) {
    if (Date.now() > end) {
      throw new PaymentRefusal("being_booked", staffText("being_booked", locale))
    }
    await pause(Math.min(ms, LONGEST_PAUSE_MS))
  }
  const renewal = setInterval(() => {
    turns
      .extend(attemptId, holder, LEASE_SECONDS)
      .catch((error: unknown) => logger.warn(`A booking lease could not be extended: ${messageOf(error)}`))
  }, RENEW_MS)
  renewal.unref()
  return {
    lapse: () => clearInterval(renewal),
    end: async () => {
      clearInterval(renewal)
      // The lease lapses if the database is unavailable; the result of the work counts.
      await turns
        .giveUp(attemptId, holder)
        .catch((error: unknown) => logger.warn(`A booking lease could not be ended: ${messageOf(error)}`))
    },
  }
}
