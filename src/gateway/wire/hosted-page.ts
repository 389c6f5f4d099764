import { z } from "@medusajs/framework/zod"
import { withoutUndefined } from "../../domain/without-undefined"
import type { Secret } from "../secret"
import { requiredWebAddress } from "./lenient"
import { readSecurityToken } from "./security-token"
import { readWarnings, type Warning } from "./warning"
import type { Order } from "./order"
import type { PaymentSession } from "./payment-session"

/** A payment on XPay's page. */
export interface HostedPageRequest extends PaymentSession {
  readonly order: Order
  readonly resultUrl: string
  readonly cancelUrl: string
}

/** XPay's payment page for one order. */
export interface HostedPage {
  /** Where to send the browser. */
  readonly url: string
  /** To compare with the token in the notification. */
  readonly securityToken?: Secret
  readonly warnings: readonly Warning[]
}

export const hostedPage: z.ZodType<HostedPage> = z
  .looseObject({ hostedPage: requiredWebAddress })
  .transform((wire) =>
    withoutUndefined<HostedPage>({
      url: wire.hostedPage,
      securityToken: readSecurityToken(wire.securityToken),
      warnings: readWarnings(wire.warnings),
    })
  )
