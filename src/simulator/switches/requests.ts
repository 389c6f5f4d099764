import { z } from "@medusajs/framework/zod"

/** Requirements for requests, and the contents of refusals. */
export const requestSwitches = {
  orderIdMaxLength: z
    .union([z.literal(18), z.literal(27)])
    .default(27)
    .describe("Longest order id accepted: 27 was seen, the Italian reference says 18."),
  strictMerchantUrls: z
    .boolean()
    .default(false)
    .describe(
      "Refuse merchant URLs on ports other than 80 and 443, as XPay does. Off, so that a local shop works."
    ),
  foreignCurrency: z
    .enum(["refused", "fails"])
    .default("refused")
    .describe(
      "A currency the terminal does not have: refused when the order is made, or fails when it is paid."
    ),
  unknownLanguage: z
    .enum(["ignored", "refused"])
    .default("ignored")
    .describe(
      "A language that is missing or that XPay does not know: the terminal's own is used, or the request is refused."
    ),
  correlationIdRequired: z.boolean().default(true).describe("Refuse calls without Correlation-Id."),
  wrongKeyKindStatus: z
    .union([z.literal(403), z.literal(401), z.literal(400)])
    .default(403)
    .describe("HTTP status of PS0057, for a key made for Nexi's plugins."),
  bareRefusals: z
    .enum(["empty", "envelope"])
    .default("empty")
    .describe("What 401 and 404 come with: no body, or the error envelope."),
  assumedCodes: z
    .enum(["specific", "generic"])
    .default("specific")
    .describe("Refusals whose code is not known say PS0026, PS0000 or the like, or all GW0001."),
  missingAmount: z
    .enum(["all", "refused"])
    .default("all")
    .describe("A capture or refund that names no amount: all there is, or refused."),
  missingCircuit: z
    .enum(["declined", "refused"])
    .default("declined")
    .describe(
      "A card of a circuit the terminal does not have: declined with 120, or the request is refused."
    ),
  visibleTo: z
    .enum(["terminal", "merchant"])
    .default("terminal")
    .describe(
      "Whose orders, operations and links a key reaches: those of its terminal, or all of the merchant's."
    ),
  preauthOnImplicit: z
    .enum(["refused", "taken"])
    .default("refused")
    .describe("A pre-authorization on a terminal with implicit accounting: refused, or held."),
  verifiedAmount: z
    .enum(["refused", "charged"])
    .default("refused")
    .describe(
      "actionType VERIFY with an amount, at init or for a page: refused, or a payment like any other."
    ),
  chargeOfNothing: z
    .enum(["refused", "verifies"])
    .default("refused")
    .describe("An amount of 0 by MOTO or merchant-initiated payment: refused, or approved without money."),
}
