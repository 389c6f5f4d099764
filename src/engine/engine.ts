import type { Logger } from "@medusajs/framework/types"
import type { Incidents } from "../modules/xpay/incidents"
import type { Journal } from "../modules/xpay/journal/journal"
import type { SavedCards } from "../modules/xpay/saved-cards"
import type { Terminal } from "./terminal/terminal"

/** The dependencies of every payment operation: the journal, the gateway to XPay, and a logger. */
export interface Engine {
  readonly journal: Journal
  readonly incidents: Incidents
  readonly savedCards: SavedCards
  readonly terminal: Terminal
  readonly logger: Pick<Logger, "debug" | "info" | "warn" | "error">
}
