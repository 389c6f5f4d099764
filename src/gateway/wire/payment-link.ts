import { z } from "@medusajs/framework/zod"
import { said } from "../said"
import type { Secret } from "../secret"
import { readAmount, readText, readWebAddress, requiredText, requiredWebAddress } from "./lenient"
import { readSecurityToken } from "./security-token"

/** A link through which an order can be paid. Amount in minor units. */
export interface PaymentLink {
  readonly id: string
  readonly url?: string
  readonly amount?: string
  /** The last day it can be used, `YYYY-MM-DD`. */
  readonly expiresOn?: string
  /** The operation that paid it. */
  readonly paidBy?: string
  /** In XPay's words, which are not documented. */
  readonly status?: string
}

/** A link that was just made. */
export interface NewPaymentLink {
  readonly link: PaymentLink & { readonly url: string }
  /** To compare with the one in the notification. */
  readonly securityToken?: Secret
}

function toLink(wire: Readonly<Record<string, unknown>> & { readonly linkId: string }): PaymentLink {
  return said<PaymentLink>({
    id: wire.linkId,
    url: readWebAddress(wire.link),
    amount: readAmount(wire.amount),
    expiresOn: readText(wire.expirationDate),
    paidBy: readText(wire.paidByOperationId),
    status: readText(wire.status),
  })
}

export const paymentLink: z.ZodType<PaymentLink> = z.looseObject({ linkId: requiredText }).transform(toLink)

export const newPaymentLink: z.ZodType<NewPaymentLink> = z
  .looseObject({ paymentLink: z.looseObject({ linkId: requiredText, link: requiredWebAddress }) })
  .transform(({ paymentLink, securityToken }) =>
    said<NewPaymentLink>({
      link: { ...toLink(paymentLink), url: paymentLink.link },
      securityToken: readSecurityToken(securityToken),
    })
  )

/**
 * The answer to a renewal. XPay documents neither its body nor its fields, so a link is what it may hold, wrapped or
 * not, and nothing is needed.
 */
export const renewedLink: z.ZodType<PaymentLink | undefined> = z.union([
  z.object({ paymentLink }).transform((wire) => wire.paymentLink),
  paymentLink,
  z.unknown().transform(() => undefined),
])
