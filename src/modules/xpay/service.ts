import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger } from "@medusajs/framework/types"
import { MedusaService } from "@medusajs/framework/utils"
import { notAsKnown } from "../../medusa/not-as-known"
import { objectToTables } from "../../medusa/tables"
import { Attempt } from "./models/attempt"
import { AuditEntry } from "./models/audit-entry"
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
}) {
  readonly #db: Knex
  readonly #logger: Logger

  constructor(cradle: { readonly __pg_connection__: Knex; readonly logger: Logger }) {
    super(...([cradle] as unknown as []))
    this.#db = cradle.__pg_connection__
    this.#logger = cradle.logger
  }

  /** Called by Medusa when the server is up: says which of Medusa's tables are not as they are read. */
  readonly __hooks = {
    onApplicationStart: async (): Promise<void> => {
      const objection = await objectToTables(this.#db)
      if (objection !== undefined) {
        this.#logger.error(notAsKnown(objection))
      }
    },
  }
}
