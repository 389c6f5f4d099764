import { z } from "@medusajs/framework/zod"
import { withoutUndefined } from "../../domain/without-undefined"
import { asOperationId, type LinkId, type OperationId } from "../../domain/ids"
import type { Secret } from "../secret"
import { memberReader, type Unrecognised } from "./member"
import { readAmount, readId, readText, readWebAddress, requiredText, requiredWebAddress } from "./lenient"
import { readSecurityToken } from "./security-token"
import type { Order } from "./order"
import type { PaymentSession } from "./payment-session"

/** A payment through a link. */
export interface PayByLinkRequest extends PaymentSession {
  readonly order: Order
  /** The last day the link can be used, `YYYY-MM-DD`, at most 90 days ahead. */
  readonly expiresOn: string
}

const LINK_STATUSES = ["ACTIVE", "DELETED", "EXPIRED", "INACTIVE"] as const

/** XPay's values. Nothing depends on them: the link's order shows whether it was paid. */
export type LinkStatus = (typeof LINK_STATUSES)[number]

const readStatus = memberReader(LINK_STATUSES)

/** A link through which an order can be paid. Amount in minor units. */
export interface PaymentLink {
  readonly id: LinkId
  readonly url?: string
  readonly amount?: string
  /** The last day the link can be used, `YYYY-MM-DD`. */
  readonly expiresOn?: string
  /** The operation that paid it. */
  readonly paidBy?: OperationId
  readonly status?: LinkStatus | Unrecognised
}

/** A newly created link. */
export interface NewPaymentLink {
  readonly link: PaymentLink & { readonly url: string }
  /** To compare with the token in the notification. */
  readonly securityToken?: Secret
}

function toLink(wire: Readonly<Record<string, unknown>> & { readonly linkId: LinkId }): PaymentLink {
  return withoutUndefined<PaymentLink>({
    id: wire.linkId,
    url: readWebAddress(wire.link),
    amount: readAmount(wire.amount),
    expiresOn: readText(wire.expirationDate),
    paidBy: readId(wire.paidByOperationId, asOperationId),
    status: readStatus(wire.status),
  })
}

export const paymentLink: z.ZodType<PaymentLink> = z
  .looseObject({ linkId: requiredText.brand<"LinkId">() })
  .transform(toLink)

export const newPaymentLink: z.ZodType<NewPaymentLink> = z
  .looseObject({
    paymentLink: z.looseObject({ linkId: requiredText.brand<"LinkId">(), link: requiredWebAddress }),
  })
  .transform(({ paymentLink, securityToken }) =>
    withoutUndefined<NewPaymentLink>({
      link: { ...toLink(paymentLink), url: paymentLink.link },
      securityToken: readSecurityToken(securityToken),
    })
  )

/** A link that was read or renewed: its URL and its token may have changed. */
export interface LinkState {
  readonly link?: PaymentLink
  readonly securityToken?: Secret
}

/** The response to reading one link. */
export const readLink: z.ZodType<LinkState> = z.looseObject({ paymentLink }).transform(toState)

/**
 * The response to a renewal. No field is required: a renewal that was executed counts, however little the
 * response contains.
 */
export const renewedLink: z.ZodType<LinkState> = z.union([
  readLink,
  z
    .looseObject({})
    .optional()
    .transform((wire) => toState({ ...wire, paymentLink: undefined })),
])

function toState(wire: {
  readonly paymentLink: PaymentLink | undefined
  readonly securityToken?: unknown
}): LinkState {
  return withoutUndefined<LinkState>({
    link: wire.paymentLink,
    securityToken: readSecurityToken(wire.securityToken),
  })
}
