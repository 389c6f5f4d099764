import { generateEntityId } from "@medusajs/framework/utils"
import { ulidTime } from "../domain/order-id"

/**
 * A filter for the rows that Medusa made since a time. Medusa's ids begin with their time (ULIDs), so that the primary key
 * is the index for it.
 */
export function madeSince(prefix: "order" | "capt" | "ref", milliseconds: number): string {
  // Medusa's type of the filter knows no range of ids; its query does.
  return { $gte: `${prefix}_${ulidTime(milliseconds)}` } as unknown as string
}

/** Why {@link madeSince} would not find what Medusa makes; undefined when it would. */
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
