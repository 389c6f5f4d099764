import { type World } from "../world"

/** Whether a terminal's key reaches what belongs to a terminal: to read it, or to act on it. */
export function isReached(world: World, terminal: string, owned: { readonly terminal: string }): boolean {
  return owned.terminal === terminal || world.switches.visibleTo === "merchant"
}
