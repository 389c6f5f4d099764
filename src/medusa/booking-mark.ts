import { asMovementId, type MovementId } from "../domain/ids"

const BOOKING = "xpay-booking:"

/**
 * The creator of a capture or refund in Medusa that books a movement executed before. Medusa passes a provider only the
 * row of a capture or refund, and stores in its `created_by` what the workflow received as `captured_by` or
 * `created_by`. No API can set this column to such a value.
 */
export function bookedBy(movement: { readonly id: MovementId }): string {
  return `${BOOKING}${movement.id}`
}

/** The movement booked by a capture or refund that {@link bookedBy} marked. */
export function readBooking(createdBy: string | null | undefined): MovementId | undefined {
  return createdBy?.startsWith(BOOKING) === true ? asMovementId(createdBy.slice(BOOKING.length)) : undefined
}
