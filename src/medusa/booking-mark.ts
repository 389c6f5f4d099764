import { asMovementId, type MovementId } from "../domain/ids"

const BOOKING = "xpay-booking:"

/**
 * Who makes a capture or refund in Medusa that books a movement carried out before: Medusa hands a provider nothing of a
 * capture or refund but its row, and keeps in its `created_by` what the workflow was given as `captured_by` or `created_by`.
 * No API can set this column to such a value.
 */
export function bookedBy(movement: { readonly id: MovementId }): string {
  return `${BOOKING}${movement.id}`
}

/** The movement that a capture or refund made by {@link bookedBy} books. */
export function readBooking(createdBy: string | null | undefined): MovementId | undefined {
  return createdBy?.startsWith(BOOKING) === true ? asMovementId(createdBy.slice(BOOKING.length)) : undefined
}
