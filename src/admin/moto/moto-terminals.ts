import type { PanelTerminal, Permissions } from "../lib/wire"

/** The terminals a user may use: one that captures immediately requires the permission to capture. */
export function motoTerminals(
  terminals: readonly PanelTerminal[],
  permissions: Pick<Permissions, "capture"> | undefined
): readonly PanelTerminal[] {
  return terminals.filter(({ can_hold: canHold }) => canHold || permissions?.capture === true)
}
