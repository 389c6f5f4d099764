import { z } from "@medusajs/framework/zod"

import { exemptions } from "./fields"
import { order } from "./order-schema"
import { paymentSession } from "./session-schema"

/** `POST /orders/build`. Only version 3 is simulated. */
export const buildRequest = z.object({
  version: z.preprocess((version) => String(version), z.literal("3")),
  merchantUrl: z.string().refine((url) => URL.canParse(url) && new URL(url).origin === url, "GW0001"),
  order,
  paymentSession: paymentSession.extend({ exemptions: exemptions.optional() }),
})

export const buildSessionOnly = z.object({ sessionId: z.string() })

/** The card data that the frames send, all in one request. */
export const fieldValues = z.array(z.object({ id: z.string(), value: z.string().max(255) })).max(20)
