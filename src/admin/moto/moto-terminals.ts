import type { PanelTerminal, Permissions } from "../lib/wire"

/** The terminals on which a user may take a card: one that charges at once is for who may capture. */
export function motoTerminals(
  terminals: readonly PanelTerminal[],
  permissions: Pick<Permissions, "capture"> | undefined
): readonly PanelTerminal[] {
  return terminals.filter(({ can_hold: canHold }) => canHold || permissions?.capture === true)
}
