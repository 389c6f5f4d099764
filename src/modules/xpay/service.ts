import { MedusaService } from "@medusajs/framework/utils"
import { Attempt } from "./models/attempt"
import { Movement } from "./models/movement"

/**
 * Reads of what the plugin owns: attempts and movements of money. Everything that changes them goes through the
 * journal, which the payment provider can reach too.
 */
export class XPayModuleService extends MedusaService({ XpayAttempt: Attempt, XpayMovement: Movement }) {}
