import type { MedusaContainer } from "@medusajs/framework/types"
import {
  createStep,
  createWorkflow,
  StepResponse,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { asCustomerId, type CustomerId } from "../domain/ids"
import { money, toMajorString } from "../domain/money"
import { RECEIPT_TEMPLATE } from "../domain/customer-messages"
import { customerMessagesOf, holdersOf } from "../medusa/customer-traces"
import { heldAmount, attemptCard, type AttemptRecord } from "../modules/xpay/journal/records"
import { journalOf, retentionOf, savedCardsOf } from "../use-cases/engine-for"
import type { CustomerDataInput } from "./erase-customer-data"

/** The data that the plugin stores about a customer. Amounts in major units as digits, times in ISO 8601. */
export interface CustomerData {
  readonly customer_id: string
  readonly payments: readonly {
    readonly xpay_order_id: string
    readonly order_id: string | null
    readonly method: string
    readonly state: string
    readonly amount: string
    readonly currency_code: string
    readonly card: {
      readonly circuit: string | null
      readonly last4: string
      readonly expiry: string
      /** ISO 3166-1 alpha-2. */
      readonly country: string | null
      readonly type: string | null
    } | null
    readonly return_url: string | null
    /** Whether a keyed hash of the network address is stored. */
    readonly has_address_hash: boolean
    readonly locale: string
    readonly created_at: string
    readonly movements: readonly {
      readonly kind: string
      readonly state: string
      readonly amount: string
      readonly created_at: string
    }[]
  }[]
  readonly saved_cards: readonly {
    readonly circuit: string | null
    readonly last4: string | null
    readonly expiry: string | null
    readonly kept_for: "next_payments" | "later_charges"
    /** `removing`: XPay has not confirmed the deactivation yet. */
    readonly state: "pending" | "active" | "removing" | "removed"
    readonly consented_at: string
    readonly removed_at: string | null
  }[]
  /** The customer's account holders in Medusa's payment module. */
  readonly account_holders: readonly { readonly provider_id: string; readonly email: string | null }[]
  /** Payment links and receipts that were sent. */
  readonly messages: readonly {
    readonly kind: "payment_link" | "receipt"
    readonly channel: string
    readonly to: string
    readonly order_id: string | null
    readonly link: string | null
    readonly sent_at: string
  }[]
}

const exportStep = createStep(
  "xpay-export-customer-data",
  async ({ customer_id: id }: CustomerDataInput, { container }) =>
    new StepResponse(await customerData(container, asCustomerId(id)))
)

/**
 * Exports what the plugin stores about a customer, to respond to a request under Art. 15 or 20 GDPR. Masked cards only.
 */
export const exportCustomerDataWorkflow = createWorkflow(
  "xpay-export-customer-data",
  (input: WorkflowData<CustomerDataInput>) => new WorkflowResponse(exportStep(input))
)

async function customerData(container: MedusaContainer, customerId: CustomerId): Promise<CustomerData> {
  const attempts = await retentionOf(container).paymentsOf(customerId)
  const payments = []
  for (const attempt of attempts) {
    payments.push(await paymentOf(container, attempt))
  }
  const cards = await savedCardsOf(container).listMade(customerId)
  const holders = await holdersOf(container, customerId)
  const orderIds = new Set(attempts.flatMap(({ order_id: id }) => id ?? []))
  const messages = await customerMessagesOf(container, [...orderIds])
  return {
    customer_id: customerId,
    payments,
    saved_cards: cards.map((card) => ({
      circuit: card.card_circuit,
      last4: card.card_last4,
      expiry: card.card_expiry,
      kept_for: card.contract_type === "cit" ? "next_payments" : "later_charges",
      state: card.state,
      consented_at: card.consented_at.toISOString(),
      removed_at: card.removed_at?.toISOString() ?? null,
    })),
    account_holders: holders.map(({ provider_id, email }) => ({ provider_id, email })),
    messages: messages.map(({ template, channel, to, resource_id: orderId, data, created_at: sentAt }) => ({
      kind: template === RECEIPT_TEMPLATE ? "receipt" : "payment_link",
      channel,
      to,
      order_id: orderId,
      link: typeof data?.["link"] === "string" ? data["link"] : null,
      sent_at: new Date(sentAt).toISOString(),
    })),
  }
}

async function paymentOf(
  container: MedusaContainer,
  attempt: AttemptRecord
): Promise<CustomerData["payments"][number]> {
  const amount = heldAmount(attempt)
  const card = attemptCard(attempt)
  const movements = await journalOf(container).movements(attempt.id)
  return {
    xpay_order_id: attempt.xpay_order_id,
    order_id: attempt.order_id,
    method: attempt.method ?? attempt.channel,
    state: attempt.state,
    amount: toMajorString(amount),
    currency_code: attempt.currency_code,
    card:
      card === undefined
        ? null
        : {
            circuit: card.circuit ?? null,
            last4: card.last4,
            expiry: card.expiry,
            country: card.country ?? null,
            type: card.type ?? null,
          },
    return_url: attempt.return_url,
    has_address_hash: attempt.payer_ip_hash !== null,
    locale: attempt.locale,
    created_at: attempt.created_at.toISOString(),
    movements: movements.map((movement) => ({
      kind: movement.kind,
      state: movement.state,
      amount: toMajorString(money(BigInt(movement.amount), amount.currency)),
      created_at: movement.created_at.toISOString(),
    })),
  }
}
