import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ConfigModule, Logger } from "@medusajs/framework/types"
import { MedusaService, Modules } from "@medusajs/framework/utils"
import { providerEntriesIn } from "../../medusa/configuration"
import { notAsKnown } from "../../medusa/not-as-known"
import { objectToTables } from "../../medusa/tables"
import { objectToProvider } from "../../medusa/try-provider"
import { Journal } from "./journal/journal"
import { findMissingTerminals, logMissingTerminals } from "./missing-terminals"
import { Attempt } from "./models/attempt"
import { AuditEntry } from "./models/audit-entry"
import { Event } from "./models/event"
import { Incident } from "./models/incident"
import { Movement } from "./models/movement"
import { Notification } from "./models/notification"
import { SavedCard } from "./models/saved-card"
import { ImportCursorModel } from "./models/import-cursor"

/**
 * Reads the plugin's own data: attempts, movements of money, incidents. All changes go through the journal and the
 * classes beside it, which the payment provider can reach too.
 */
export class XPayModuleService extends MedusaService({
  XpayAttempt: Attempt,
  XpayMovement: Movement,
  XpayIncident: Incident,
  XpayEvent: Event,
  XpayNotification: Notification,
  XpaySavedCard: SavedCard,
  XpayImportCursor: ImportCursorModel,
  XpayAuditEntry: AuditEntry,
}) {
  readonly #db: Knex
  readonly #logger: Logger
  readonly #configuration: ConfigModule

  constructor(cradle: {
    readonly __pg_connection__: Knex
    readonly logger: Logger
    readonly configModule: ConfigModule
  }) {
    // Medusa's type of the class declares no argument; at run time it takes the container.
    super(...([cradle] as unknown as []))
    this.#db = cradle.__pg_connection__
    this.#logger = cradle.logger
    this.#configuration = cradle.configModule
  }

  /**
   * Called by Medusa when the server is up. Logs which of Medusa's tables are not as expected, whether a provider can
   * be created, and which open payments have no terminal any more.
   */
  readonly __hooks = {
    onApplicationStart: async (): Promise<void> => {
      const objection = await objectToTables(this.#db)
      if (objection !== undefined) {
        this.#logger.error(notAsKnown(objection))
      }
      // The application's container; a module receives only its own.
      const { container } = await import("@medusajs/framework")
      const configured = providerEntriesIn(this.#configuration, Modules.PAYMENT)
      const withoutProvider = await objectToProvider(container, configured)
      if (withoutProvider !== undefined) {
        this.#logger.error(`No payment can be taken: ${withoutProvider}`)
      }
      logMissingTerminals(this.#logger, await findMissingTerminals(new Journal(this.#db), configured))
    },
  }
}
