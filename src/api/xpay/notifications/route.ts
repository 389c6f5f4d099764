import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { serveNotification } from "../../responses/answer-notification"

/** Receives XPay's notifications. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await serveNotification(req, res)
}
