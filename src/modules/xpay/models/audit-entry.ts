import { model } from "@medusajs/framework/utils"
import { AUDIT_ACTIONS, AUDIT_ORIGINS, AUDIT_OUTCOMES } from "../../../domain/audit-actions"

/**
 * Who requested what on a payment, and the outcome. Written before the action is executed, so that it exists even if
 * the process dies. Only the outcome is ever changed. No card data.
 */
export const AuditEntry = model
  .define("xpay_audit_entry", {
    id: model.id({ prefix: "xpaud" }).primaryKey(),
    action: model.enum([...AUDIT_ACTIONS]),
    origin: model.enum([...AUDIT_ORIGINS]),
    /** Medusa's id of the user or API key; null for programs that do not name an actor. */
    actor_id: model.text().nullable(),
    /** `user`, `api-key`, as Medusa names it. */
    actor_type: model.text().nullable(),
    /** The user's e-mail address at that time: the user may be removed later. */
    actor_email: model.text().nullable(),
    /** Null for a MOTO payment or a link that was refused before a payment existed. */
    attempt_id: model.text().nullable(),
    order_id: model.text().nullable(),
    incident_id: model.text().nullable(),
    /** Major units, as requested, even if refused for too many decimals. */
    amount: model.text().nullable(),
    reason: model.text().nullable(),
    outcome: model.enum([...AUDIT_OUTCOMES]),
    /** Why it was not done. */
    detail: model.text().nullable(),
    concluded_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_xpay_audit_entry_attempt", on: ["attempt_id"] },
    { name: "IDX_xpay_audit_entry_actor", on: ["actor_id", "created_at"] },
    { name: "IDX_xpay_audit_entry_created", on: ["created_at"] },
  ])
