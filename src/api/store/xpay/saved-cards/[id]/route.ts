import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { removeOwnCard } from "../../../../../use-cases/saved-cards/remove-saved-card"
import { withRefusals } from "../../../../responses/answer-refusal"
import { asCustomerId } from "../../../../../domain/ids"

/**
 * Removes a card of the signed-in customer. 200 `{ id, deleted: true }` if XPay has deactivated it; 202 `{ id, deleted:
 * false }` if XPay has not confirmed that yet: the deactivation is retried, and the card cannot be used meanwhile.
 */
export async function DELETE(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const id = req.params["id"] ?? ""
    const isRemoved =
      (await removeOwnCard(req.scope, id, asCustomerId(req.auth_context.actor_id))) === "removed"
    res.status(isRemoved ? 200 : 202).json({ id, deleted: isRemoved })
  })
}
