import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"

/** A route of Medusa: reports that it was reached, and with which body. */
export function POST(req: MedusaRequest, res: MedusaResponse): void {
  res.send({ reached: true, body: req.body })
}
