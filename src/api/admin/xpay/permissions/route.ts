import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { allowedActions } from "../../../guards/admin-access"

/** What the signed-in user may do with payments through XPay, by their role. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ permissions: await allowedActions(req) })
}
