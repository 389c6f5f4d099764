import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { BookingTurns } from "../../modules/xpay/booking-turns"
import { messageOf } from "../message-of"

/** A process that dies keeps the others waiting for this long. */
const LEASE_SECONDS = 15
const RENEW_MS = 5_000

/** Longer than a lease: what a dead process has left is always outwaited. */
const WAIT_AT_MOST_MS = 20_000
const SHORTEST_PAUSE_MS = 20
const LONGEST_PAUSE_MS = 250

/** The right to book one payment. */
export interface BookingTurn {
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
 * @throws MedusaError CONFLICT when somebody else is at it for longer than twenty seconds; nothing was done then.
 */
export async function inBookingTurn<T>(
  container: MedusaContainer,
  attemptId: string,
  work: () => Promise<T>
): Promise<T> {
  const turn = await takeBookingTurn(container, attemptId)
  try {
    return await work()
  } finally {
    await turn.end()
  }
}

/** Whether an error only says that somebody else has the turn. */
export function isTurnTaken(error: unknown): boolean {
  return MedusaError.isMedusaError(error) && error.message === TURN_IS_TAKEN
}

const TURN_IS_TAKEN =
  "This payment is being booked by another request at this moment. Nothing was done; try again in a minute."

/** {@link inBookingTurn}, for work that ends elsewhere. */
export async function takeBookingTurn(container: MedusaContainer, attemptId: string): Promise<BookingTurn> {
  const turns = new BookingTurns(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const holder = randomUUID()
  const end = Date.now() + WAIT_AT_MOST_MS
  for (let ms = SHORTEST_PAUSE_MS; !(await turns.take(attemptId, holder, LEASE_SECONDS)); ms *= 2) {
    if (Date.now() > end) {
      throw new MedusaError(MedusaError.Types.CONFLICT, TURN_IS_TAKEN)
    }
    await pause(Math.min(ms, LONGEST_PAUSE_MS))
  }
  const renewal = setInterval(() => {
    turns
      .extend(attemptId, holder, LEASE_SECONDS)
      .catch((error: unknown) => logger.warn(`A booking turn could not be extended: ${messageOf(error)}`))
  }, RENEW_MS)
  renewal.unref()
  return {
    lapse: () => clearInterval(renewal),
    end: async () => {
      clearInterval(renewal)
      // It lapses by itself where the database is away; what the work has ended with counts.
      await turns
        .giveUp(attemptId, holder)
        .catch((error: unknown) => logger.warn(`A booking turn could not be ended: ${messageOf(error)}`))
    },
  }
}
