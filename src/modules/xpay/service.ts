import { MedusaService } from "@medusajs/framework/utils"
import { AuditEntry } from "./models/audit-entry"
import { Attempt } from "./models/attempt"
import { Incident } from "./models/incident"
import { Movement } from "./models/movement"
import { Notification } from "./models/notification"
import { SavedCard } from "./models/saved-card"
import { Sweep } from "./models/sweep"

/**
 * Reads of what the plugin owns: attempts, movements of money, incidents. Everything that changes them goes through the
 * journal and its neighbours, which the payment provider can reach too.
 */
export class XPayModuleService extends MedusaService({
  XpayAttempt: Attempt,
  XpayMovement: Movement,
  XpayIncident: Incident,
  XpayNotification: Notification,
  XpaySavedCard: SavedCard,
  XpaySweep: Sweep,
  XpayAuditEntry: AuditEntry,
}) {}
