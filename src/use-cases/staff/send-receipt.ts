import { createHash } from "node:crypto"
import type { AttemptId } from "../../domain/ids"
import type { ILockingModule, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { RECEIPT_TEMPLATE } from "../../domain/customer-messages"
import { maskCard } from "../../domain/card"
import { toLocale, type Locale } from "../../domain/locale"
import { formatMoney, money, toMajorString, type Money } from "../../domain/money"
import { serviceOf } from "../../domain/payment-services"
import { nextNotificationKey } from "../../medusa/customer-traces"
import { heldAmount, attemptCard, totals, type AttemptRecord } from "../../modules/xpay/journal/records"
import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import { receiptMessage } from "../../texts/customer-messages"
import { staffText } from "../../texts/staff-messages"
import { auditedForUser, type UserRequest } from "../audited"
import { findEngine, journalOf } from "../engine-for"
import { shopName } from "../orders/name-order"
import { PaymentRefusal } from "../refusal"
import { requirePayment } from "../require-payment"
import { requireRecipient, sendMessage, type Recipient } from "./messages"
import { hasReceipt } from "./receipt"
import { orderLabels } from "./views/labels"

/** A receipt that a clerk sends to the payer. */
export interface ReceiptRequest {
  readonly attemptId: AttemptId
  /** One for each press of the button: requests with the same key send one receipt. */
  readonly requestKey: string
  readonly recipient: Recipient
  /** The customer's language; by default the payment's. */
  readonly customerLocale: string | undefined
  readonly user: UserRequest["user"]
  readonly locale: Locale
}

/** Longer than a notification provider may take. */
const LOCK_SECONDS = 30

/**
 * Sends a receipt for a payment with held or captured money, once for each request key, and records in the audit trail
 * who sent it, and through which channel.
 *
 * @throws PaymentRefusal if there is no such payment or channel, no money to confirm, or the provider did not accept it
 */
export async function sendReceipt(
  container: MedusaContainer,
  request: ReceiptRequest
): Promise<AttemptRecord> {
  const { attemptId, user, locale } = request
  const attempt = await requirePayment(container, attemptId, locale)
  const recipient = requireRecipient(container, request.recipient, locale)
  // A corrected address counts as a new receipt.
  const address = createHash("sha256").update(`${recipient.channel}:${recipient.to}`).digest("hex")
  const base = `xpay-receipt:${attempt.id}:${request.requestKey}:${address.slice(0, 16)}`
  const locking = container.resolve<ILockingModule>(Modules.LOCKING)
  return await locking.execute(
    [`xpay-receipt:${attempt.id}`],
    async () => {
      const key = await nextNotificationKey(container, base)
      if (key !== undefined) {
        await auditedForUser(
          container,
          { user, action: "send_receipt", attemptId },
          () => send(container, attempt, recipient, key, request),
          () => ({ outcome: "done", detail: recipient.channel })
        )
      }
      return attempt
    },
    { timeout: LOCK_SECONDS }
  )
}

async function send(
  container: MedusaContainer,
  attempt: AttemptRecord,
  recipient: Recipient,
  idempotencyKey: string,
  { customerLocale, locale }: ReceiptRequest
): Promise<void> {
  const { order_id: orderId, authorized_at: paidAt } = attempt
  if (!hasReceipt(attempt) || orderId === null || paidAt === null) {
    throw new PaymentRefusal("no_receipt", staffText("no_receipt", locale))
  }
  const language = toLocale(customerLocale ?? attempt.locale)
  const account = { attempt, movements: await journalOf(container).movements(attempt.id) }
  const amount = paidAmount(account)
  const order = (await orderLabels(container, [orderId])).get(orderId)?.display_id
  const shop = await shopName(container)
  const closing = findEngine(container, attempt.provider_id)?.terminal.settings.receiptText
  const card = attemptCard(attempt)
  const facts = {
    shop,
    order,
    amount: formatMoney(amount, language),
    isHeld: attempt.state === "authorized",
    paidWith: card === undefined ? methodOf(attempt) : maskCard(card),
    paidAt,
    authorizationCode: attempt.authorization_code,
    closing,
  }
  await sendMessage(
    container,
    {
      recipient,
      template: RECEIPT_TEMPLATE,
      trigger: "xpay.payment_receipt",
      orderId,
      words: receiptMessage(facts, language),
      idempotencyKey,
      data: {
        payment_id: attempt.id,
        order_id: orderId,
        order_display_id: order ?? null,
        shop: shop ?? null,
        amount: facts.amount,
        amount_value: toMajorString(amount),
        currency_code: attempt.currency_code.toLowerCase(),
        status: attempt.state,
        paid_with: facts.paidWith ?? null,
        paid_at: paidAt.toISOString(),
        authorization_code: attempt.authorization_code,
        closing: closing ?? null,
        locale: language,
      },
    },
    locale
  )
}

/** The captured amount; if nothing was captured, the hold. */
function paidAmount({ attempt, movements }: AttemptWithMovements): Money {
  const held = heldAmount(attempt)
  const { captured } = totals(movements)
  return captured > 0n ? money(captured, held.currency) : held
}

function methodOf({ method }: AttemptRecord): string | undefined {
  return method === null ? undefined : (serviceOf(method)?.name ?? method)
}
