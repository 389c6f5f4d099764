import type { Line } from "./wire"

/** The store returns lines in any order; this sorts them by when they were added. */
export function inOrder(lines: readonly Line[]): readonly Line[] {
  return [...lines].sort((a, b) => a.id.localeCompare(b.id))
}
