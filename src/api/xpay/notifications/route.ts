import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { receiveNotification } from "../../../workflows/receive-notification"

/**
 * XPay's notifications. Answers 200 once a notification is kept, whatever follows from it; 401 for one that is not ours;
 * and an error only when it could not be kept, so that XPay does not take it for delivered.
 */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const receipt = await receiveNotification(req.scope, req.body)
  if (receipt === "kept") {
    res.status(200).json({ outcome: "OK" })
  } else {
    res.status(401).json({ outcome: "KO" })
  }
}
