import type {
  AuthorizePaymentOutput,
  CancelPaymentOutput,
  CapturePaymentOutput,
  DeletePaymentOutput,
  GetPaymentStatusOutput,
  InitiatePaymentOutput,
  ProviderWebhookPayload,
  RefundPaymentOutput,
  RetrievePaymentOutput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import {
  AbstractPaymentProvider,
  ModuleProvider,
  Modules,
  PaymentActions,
  PaymentSessionStatus,
} from "@medusajs/framework/utils"

/** Medusa's calls to the provider, and the provider's configured behavior. Shared with the spec: same process. */
export interface Recording {
  readonly calls: { verb: string; input: Record<string, unknown> }[]
  /** Verbs that fail. */
  failing: string[]
  authorizesAs: "authorized" | "captured"
  webhook: WebhookActionResult
  /** Observes, or throws, while Medusa calls the provider; receives the payment module's own container. */
  onCall?:
    ((verb: string, input: Record<string, unknown>, cradle: Record<string, unknown>) => unknown) | undefined
}

declare global {
  var __RECORDING__: Recording | undefined
}

export function recording(): Recording {
  globalThis.__RECORDING__ ??= {
    calls: [],
    failing: [],
    authorizesAs: "authorized",
    webhook: { action: PaymentActions.NOT_SUPPORTED },
  }
  return globalThis.__RECORDING__
}

/** A payment provider without guards: it does what is requested, and records it. */
class RecordingProvider extends AbstractPaymentProvider {
  static override identifier = "recording"

  readonly #cradle: Record<string, unknown>

  constructor(cradle: Record<string, unknown>, options: Record<string, unknown>) {
    super(cradle, options)
    this.#cradle = cradle
  }

  initiatePayment(input: object): Promise<InitiatePaymentOutput> {
    return this.record("initiate", input, { id: "session", status: PaymentSessionStatus.PENDING })
  }

  authorizePayment(input: object): Promise<AuthorizePaymentOutput> {
    return this.record("authorize", input, { status: recording().authorizesAs, data: {} })
  }

  capturePayment(input: object): Promise<CapturePaymentOutput> {
    return this.record("capture", input, {})
  }

  refundPayment(input: object): Promise<RefundPaymentOutput> {
    return this.record("refund", input, {})
  }

  cancelPayment(input: object): Promise<CancelPaymentOutput> {
    return this.record("cancel", input, {})
  }

  deletePayment(input: object): Promise<DeletePaymentOutput> {
    return this.record("delete", input, {})
  }

  updatePayment(input: object): Promise<UpdatePaymentOutput> {
    return this.record("update", input, { data: {} })
  }

  retrievePayment(input: object): Promise<RetrievePaymentOutput> {
    return this.record("retrieve", input, {})
  }

  getPaymentStatus(input: object): Promise<GetPaymentStatusOutput> {
    return this.record("status", input, { status: PaymentSessionStatus.PENDING })
  }

  getWebhookActionAndData(payload: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    return this.record("webhook", payload, recording().webhook)
  }

  private async record<T>(verb: string, input: object, output: T): Promise<T> {
    recording().calls.push({ verb, input: { ...input } })
    await recording().onCall?.(verb, { ...input }, this.#cradle)
    if (recording().failing.includes(verb)) {
      throw new Error(`The gateway did not ${verb}.`)
    }
    return output
  }
}

export default ModuleProvider(Modules.PAYMENT, { services: [RecordingProvider] })
