import { generateEntityId } from "@medusajs/framework/utils"
import { ulidTime } from "../domain/order-id"

/**
 * A filter for rows that Medusa created since a time. Medusa's ids begin with their time (ULIDs), so the primary key
 * serves as the index.
 */
export function madeSince(prefix: "order" | "capt" | "ref", milliseconds: number): string {
  // Medusa's type of the filter does not support ranges of ids; its Query does.
  return { $gte: `${prefix}_${ulidTime(milliseconds)}` } as unknown as string
}

/** Why {@link madeSince} would not find Medusa's rows; undefined if it would. */
export function objectToIds(
  makeId: (prefix: string) => string = (prefix) => generateEntityId("", prefix)
): string | undefined {
  const before = `order_${ulidTime(Date.now() - 1_000)}`
  const made = makeId("order")
  const after = `order_${ulidTime(Date.now() + 1_000)}`
  return before < made && made < after
    ? undefined
    : `an id is made as "${made}", which does not begin with its time`
}
