import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { allowedActions } from "../../../guards/admin-access"

/** What the signed-in user's role permits for XPay payments. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ permissions: await allowedActions(req) })
}
