import { type World } from "../world"

/** Whether a terminal's key can read or act on something that belongs to a terminal. */
export function isReached(world: World, terminal: string, owned: { readonly terminal: string }): boolean {
  return owned.terminal === terminal || world.switches.visibleTo === "merchant"
}
