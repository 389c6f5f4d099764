import type { MedusaContainer } from "@medusajs/framework/types"
import { toLocale } from "../../domain/locale"
import { openCardFields, type CardFieldsOpened } from "../../engine/authorization/open-card-fields"
import { FIELDS_METHOD } from "../../medusa/provider-ids"
import type { ContractKind } from "../../modules/xpay/saved-cards"
import { finishPayment } from "../orders/finish-payment"
import { PaymentRefusal } from "../refusal"
import { withVelocityLimit } from "../refuse-over-limit"
import { agreeToSavedCard } from "./agree-to-saved-card"
import { findPayableSession, type PayableSession, type PaymentCall } from "./payable-session"
import { beginShopperPayment } from "./shopper-payment"
import { paymentView, type PaymentView } from "./shopper-payment-view"

/** XPay's card fields, for the storefront to embed in its page. */
export interface CardFields {
  readonly fields: readonly { readonly id: string; readonly src: string }[]
  /** XPay's script, which the fields need; with its hash only if the option `cardFieldsIntegrity` is on. */
  readonly sdk: { readonly src: string; readonly integrity?: string }
  /** When untouched fields should be reopened, in milliseconds from now. */
  readonly renewAfterMs: number
}

export interface CardFieldsResult {
  readonly payment: PaymentView
  /** Undefined if no fields were opened: the payment holds the reason. */
  readonly cardFields?: CardFields
}

/**
 * The lifetime of an XPay session is not documented. pagoPA keeps its own for ten minutes. Input is not discarded for
 * it, because XPay itself reports an expired session.
 */
const RENEW_AFTER_MS = 9 * 60_000

/** The path of XPay's script on the host of the fields. Source: Nexi's WooCommerce plugin 8, pagoPA. */
const SDK_PATH = "/monetaweb/resources/hfsdk.js"

/**
 * Opens XPay's card fields for a payment session, when the shopper is about to enter a card. Closes whatever was opened
 * for it before.
 *
 * @throws PaymentRefusal for everything the shopper or the storefront can correct.
 */
export async function openFields(
  container: MedusaContainer,
  call: PaymentCall & { readonly saveCard?: ContractKind | undefined }
): Promise<CardFieldsResult> {
  const payable = await findPayableSession(container, call)
  requireFieldsSession(payable)
  const { session, engine, locale } = payable
  const saving = await agreeToSavedCard(container, payable, call)
  const begun = await beginShopperPayment(container, payable, call.clientAddress, {
    channel: "fields",
    usesSavedCard: false,
    savesCard: saving !== undefined,
  })
  if ("existing" in begun) {
    return { payment: paymentView(await finishPayment(container, engine, begun.existing)) }
  }
  const opened = await withVelocityLimit(engine, session.provider_id, toLocale(locale), () =>
    openCardFields(engine, { ...begun.payment, saving })
  )
  switch (opened.kind) {
    case "opened":
      return {
        payment: paymentView(opened.attempt),
        cardFields: toCardFields(opened, engine.terminal.settings.cardFieldsIntegrity),
      }
    case "ended":
      return { payment: paymentView(opened.attempt) }
    case "conflict":
      return { payment: paymentView(await finishPayment(container, engine, opened.attempt)) }
  }
}

/** @throws PaymentRefusal */
export function requireFieldsSession({ provider }: PayableSession): void {
  if (provider.method !== FIELDS_METHOD) {
    throw new PaymentRefusal(
      "not_a_fields_session",
      "This payment session is not for XPay's card fields: create one with the provider `pp_xpay-fields_…`."
    )
  }
}

function toCardFields(
  { fields, sdkIntegrity }: Extract<CardFieldsOpened, { kind: "opened" }>,
  isChecked: boolean
): CardFields {
  const origin = new URL(fields[0]?.src ?? "").origin
  return {
    fields: fields.map(({ id, src }) => ({ id, src })),
    sdk: {
      src: `${origin}${SDK_PATH}`,
      ...(isChecked && sdkIntegrity !== undefined ? { integrity: sdkIntegrity } : {}),
    },
    renewAfterMs: RENEW_AFTER_MS,
  }
}
