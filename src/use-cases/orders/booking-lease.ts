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

/** A process that dies keeps the others waiting for this long. */
const LEASE_SECONDS = 15
const RENEW_MS = 5_000

/** Longer than a lease: what a dead process has left is always outwaited. */
const WAIT_AT_MOST_MS = 20_000
const SHORTEST_PAUSE_MS = 20
const LONGEST_PAUSE_MS = 250

/** The payment that is to be booked. */
export interface WantedLease {
  readonly attemptId: AttemptId
  /** The language of the refusal, when the lease cannot be had. */
  readonly locale?: Locale
}

/** The right to book one payment. */
export interface BookingLease {
  /** Lets the next one in. */
  end(): Promise<void>
  /** Renews it no more: it lapses by itself, should the work that was begun go on unseen. */
  lapse(): void
}

/**
 * Does work that books a payment in Medusa while nobody else does, in no process. Medusa's own capture and refund write
 * several rows one after the other and count every row that is there at that moment, so two of them side by side count
 * the same money twice.
 *
 * @throws PaymentRefusal when somebody else is at it for longer than twenty seconds; nothing was done then.
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

/** Whether an error only says that another request has the lease. */
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
      // It lapses by itself while the database is unavailable; the result of the work counts.
      await turns
        .giveUp(attemptId, holder)
        .catch((error: unknown) => logger.warn(`A booking lease could not be ended: ${messageOf(error)}`))
    },
  }
}
