import { inspect } from "node:util"
import { z } from "@medusajs/framework/zod"
import { Caller, type CallerSettings, type Calling } from "./transport/caller"
import type { Outcome } from "./outcome"
import type { ContractId, LinkId, OperationId, PayerId, XPayOrderId } from "../domain/ids"
import {
  initToWire,
  motoToWire,
  paymentToWire,
  validationToWire,
  type InitRequest,
  type MitRequest,
  type MotoRequest,
  type PaymentRequest,
  type ValidationRequest,
} from "./wire/card-payment"
import {
  buildSession,
  buildState,
  openedBuild,
  buildToWire,
  type BuildRequest,
  type BuildSessionRef,
  type BuildState,
  type OpenedBuild,
} from "./wire/build"
import { customerContracts, type CustomerContracts } from "./wire/contract"
import { hostedPage, type HostedPage, type HostedPageRequest } from "./wire/hosted-page"
import { checkedContractId, checkedDate, checkedIdempotencyKey, pathSegment } from "./wire/identifiers"
import { operation, wrappedOperation, type Operation } from "./wire/operation"
import { orderToWire } from "./wire/order"
import { orderList, orderState, type OrderState, type OrderSummary } from "./wire/order-state"
import {
  newPaymentLink,
  readLink,
  renewedLink,
  type LinkState,
  type NewPaymentLink,
  type PayByLinkRequest,
} from "./wire/payment-link"
import { paymentMethods, type PaymentMethod } from "./wire/payment-method"
import { sessionToWire } from "./wire/payment-session"
import {
  cancelCaptureToWire,
  changeToWire,
  postOperation,
  type CancelCaptureRequest,
  type ChangeRequest,
  type PostOperation,
} from "./wire/post-operation"
import { ordersQuery, type OrdersQuery } from "./wire/query"
import {
  stepsInit,
  threeStepsValidation,
  type StepsInit,
  type ThreeStepsValidation,
} from "./wire/three-steps"
import { isOfOrder, isOfBuild, isSame } from "./wire/is-about"

/** For responses that XPay documents as empty. */
const nothing = z.unknown().transform(() => undefined)

/**
 * XPay over HTTP, one terminal.
 *
 * Verbs return an {@link Outcome} and never throw for what XPay or the network does; **a declined payment is
 * `done`**, with a negative `operation.result`. A verb that changes something is sent only once in any case;
 * reads are repeated if there is no response. An input that XPay could not take (an id with a wrong
 * character, an amount that is not digits) is the caller's error and rejects with a TypeError before anything
 * is sent.
 *
 * Amounts are digits in minor units, in and out. The client prints without its key.
 */
export class XPayClient {
  readonly #caller: Caller
  readonly #xpay: Calling

  /** @throws TypeError for settings that cannot work. */
  constructor(settings: CallerSettings | Caller, subject?: string) {
    this.#caller = settings instanceof Caller ? settings : new Caller(settings)
    this.#xpay = subject === undefined ? this.#caller : this.#caller.about(subject)
  }

  /**
   * The same terminal, over the same connections, for calls about one subject: they are recorded under its
   * name.
   */
  about(subject: string): XPayClient {
    return new XPayClient(this.#caller, subject)
  }

  /** Starts 3-D Secure; the browser continues with `challengeForm`. Nothing is authorised. */
  async initThreeSteps(request: InitRequest): Promise<Outcome<StepsInit>> {
    return this.#xpay.post("initThreeSteps", {
      path: "/orders/3steps/init",
      orderId: request.order.orderId,
      payload: initToWire(request),
      card: request.card,
      answer: stepsInit,
      isAbout: ({ operation }) => isOfOrder(operation, request.order),
    })
  }

  /** Reads the result of 3-D Secure. After `THREEDS_FAILED` the payment must not be called. */
  async validateThreeSteps(request: ValidationRequest): Promise<Outcome<ThreeStepsValidation>> {
    return this.#xpay.post("validateThreeSteps", {
      path: "/orders/3steps/validation",
      payload: validationToWire(request),
      answer: threeStepsValidation,
    })
  }

  /** Authorises (and, by `captureType`, captures) after a validation. */
  async payThreeSteps(request: PaymentRequest): Promise<Outcome<Operation>> {
    return this.#xpay.post("payThreeSteps", {
      path: "/orders/3steps/payment",
      orderId: request.order.orderId,
      payload: paymentToWire(request),
      card: request.card,
      answer: wrappedOperation,
      isAbout: (operation) => isOfOrder(operation, request.order),
    })
  }

  /** Like {@link initThreeSteps}, for terminals without the validation call. */
  async initTwoSteps(request: InitRequest): Promise<Outcome<StepsInit>> {
    return this.#xpay.post("initTwoSteps", {
      path: "/orders/2steps/init",
      orderId: request.order.orderId,
      payload: initToWire(request),
      card: request.card,
      answer: stepsInit,
      isAbout: ({ operation }) => isOfOrder(operation, request.order),
    })
  }

  /** Like {@link payThreeSteps}, with only the 3-D Secure response; XPay validates it itself. */
  async payTwoSteps(request: PaymentRequest): Promise<Outcome<Operation>> {
    return this.#xpay.post("payTwoSteps", {
      path: "/orders/2steps/payment",
      orderId: request.order.orderId,
      payload: paymentToWire(request),
      card: request.card,
      answer: wrappedOperation,
      isAbout: (operation) => isOfOrder(operation, request.order),
    })
  }

  /** Takes a MOTO payment: no 3-D Secure, no notification. */
  async moto(request: MotoRequest): Promise<Outcome<Operation>> {
    return this.#xpay.post("moto", {
      path: "/orders/moto",
      orderId: request.order.orderId,
      payload: motoToWire(request),
      card: request.card,
      answer: wrappedOperation,
      isAbout: (operation) => isOfOrder(operation, request.order),
    })
  }

  /** Charges a saved card without the payer. */
  async mit({ order, contractId, captureType, idempotencyKey }: MitRequest): Promise<Outcome<Operation>> {
    return this.#xpay.post("mit", {
      path: "/orders/mit",
      orderId: order.orderId,
      payload: { order: orderToWire(order), contractId: checkedContractId(contractId), captureType },
      idempotencyKey: checkedIdempotencyKey(idempotencyKey),
      answer: wrappedOperation,
      isAbout: (operation) => isOfOrder(operation, order),
    })
  }

  /** Opens XPay's payment page for an order. */
  async hostedPage({ order, ...session }: HostedPageRequest): Promise<Outcome<HostedPage>> {
    return this.#xpay.post("hostedPage", {
      path: "/orders/hpp",
      orderId: order.orderId,
      payload: { order: orderToWire(order), paymentSession: sessionToWire(session, order) },
      answer: hostedPage,
    })
  }

  /**
   * Opens card fields in the shop's page (XPay Build, flow version 3). Nothing is authorized: the fields have
   * to be filled in, confirmed in the page, and finalized by {@link finalizeBuild}. The amount can no longer
   * change.
   */
  async openBuild(request: BuildRequest): Promise<Outcome<OpenedBuild>> {
    return this.#xpay.post("openBuild", {
      path: "/orders/build",
      orderId: request.order.orderId,
      payload: buildToWire(request),
      answer: openedBuild,
    })
  }

  /**
   * Authorizes (and, by the session's `captureType`, captures) with the card in the fields. Call it once,
   * after {@link getBuild} has returned `READY_FOR_PAYMENT`. A declined payment is `done`. After *unknown*
   * query {@link getBuild} and {@link getOrder}; XPay offers no idempotency key here.
   */
  async finalizeBuild(session: BuildSessionRef): Promise<Outcome<BuildState>> {
    return this.#xpay.post("finalizeBuild", {
      path: "/build/finalize_payment",
      orderId: session.orderId,
      payload: buildSession(session),
      answer: buildState,
      isAbout: (state) => isOfBuild(state, session),
    })
  }

  /** Closes card fields that are no longer needed. A payment finalized before is not affected. */
  async cancelBuild(session: BuildSessionRef): Promise<Outcome<BuildState>> {
    return this.#xpay.post("cancelBuild", {
      path: "/build/cancel",
      orderId: session.orderId,
      payload: buildSession(session),
      answer: buildState,
      isAbout: (state) => isOfBuild(state, session),
    })
  }

  /** The state of card fields. Refused with `GW0004` if the session is over or unknown. */
  async getBuild(session: BuildSessionRef): Promise<Outcome<BuildState>> {
    return this.#xpay.get("getBuild", {
      path: `/build/state?${new URLSearchParams(buildSession(session)).toString()}`,
      orderId: session.orderId,
      answer: buildState,
      isAbout: (state) => isOfBuild(state, session),
    })
  }

  /** Creates a payment link for an order. */
  async payByLink({ order, expiresOn, ...session }: PayByLinkRequest): Promise<Outcome<NewPaymentLink>> {
    // Editions of the documentation disagree about the position of the date: it is sent in both.
    const expirationDate = checkedDate(expiresOn)
    return this.#xpay.post("payByLink", {
      path: "/orders/paybylink",
      orderId: order.orderId,
      payload: {
        order: orderToWire(order),
        paymentSession: { ...sessionToWire(session, order), expirationDate },
        expirationDate,
      },
      answer: newPaymentLink,
    })
  }

  /** Cancels an unpaid link. Refused with `PS0045` if it has been paid. */
  async cancelLink(linkId: LinkId): Promise<Outcome<undefined>> {
    return this.#xpay.post("cancelLink", {
      path: `/paybylink/${pathSegment(linkId)}/cancels`,
      answer: nothing,
    })
  }

  /**
   * Extends an active link, or regenerates an expired one that was not paid. The response may hold a new URL
   * and a new token; the old token stays valid for notifications that are under way.
   *
   * @param request without a date: as long from today as the link was first valid
   */
  async renewLink(
    linkId: LinkId,
    { expiresOn }: { readonly expiresOn?: string | undefined } = {}
  ): Promise<Outcome<LinkState>> {
    return this.#xpay.post("renewLink", {
      path: `/orders/paybylink/${pathSegment(linkId)}/renewals`,
      payload: expiresOn === undefined ? {} : { expirationDate: checkedDate(expiresOn) },
      answer: renewedLink,
      isAbout: ({ link }) => isSame(link?.id, linkId),
    })
  }

  /** The current link with its token. Refused as not found if XPay has no such link. */
  async getLink(linkId: LinkId): Promise<Outcome<LinkState>> {
    return this.#xpay.get("getLink", {
      path: `/orders/paybylink/${pathSegment(linkId)}`,
      answer: readLink,
      isAbout: ({ link }) => isSame(link?.id, linkId),
    })
  }

  /** Captures an authorization. The response has no result: read the new operation. */
  async capture(operationId: OperationId, request: ChangeRequest): Promise<Outcome<PostOperation>> {
    return this.#xpay.post("capture", {
      path: `/operations/${pathSegment(operationId)}/captures`,
      payload: changeToWire(request),
      idempotencyKey: checkedIdempotencyKey(request.idempotencyKey),
      answer: postOperation,
    })
  }

  /**
   * Refunds captured money, or voids an authorization that was not captured (the whole amount only). The
   * response has no result: read the new operation.
   */
  async refund(operationId: OperationId, request: ChangeRequest): Promise<Outcome<PostOperation>> {
    return this.#xpay.post("refund", {
      path: `/operations/${pathSegment(operationId)}/refunds`,
      payload: changeToWire(request),
      idempotencyKey: checkedIdempotencyKey(request.idempotencyKey),
      answer: postOperation,
    })
  }

  /**
   * Cancels a capture, on the same day only (`PS0002`). The documentation lists no idempotency key for it;
   * production refuses a call without one (`PS0074`).
   */
  async cancelCapture(
    operationId: OperationId,
    request: CancelCaptureRequest
  ): Promise<Outcome<PostOperation>> {
    return this.#xpay.post("cancelCapture", {
      path: `/operations/${pathSegment(operationId)}/cancels`,
      payload: cancelCaptureToWire(request),
      idempotencyKey: checkedIdempotencyKey(request.idempotencyKey),
      answer: postOperation,
    })
  }

  /** Deactivates a saved card. */
  async deactivateContract(contractId: ContractId): Promise<Outcome<undefined>> {
    return this.#xpay.post("deactivateContract", {
      path: `/contracts/${checkedContractId(contractId)}/deactivation`,
      // Nexi's own plugin sends this.
      payload: [],
      answer: nothing,
    })
  }

  /** XPay's full record of an order, which decides after any doubt. Refused as not found if XPay has none. */
  async getOrder(orderId: XPayOrderId): Promise<Outcome<OrderState>> {
    return this.#xpay.get("getOrder", {
      path: `/orders/${pathSegment(orderId)}`,
      answer: orderState,
      isAbout: (state) =>
        isSame(state.orderId, orderId) &&
        state.operations.every((operation) => isSame(operation.orderId, orderId)),
    })
  }

  /** Orders, newest first. */
  async listOrders(query: OrdersQuery = {}): Promise<Outcome<OrderSummary[]>> {
    return this.#xpay.get("listOrders", { path: `/orders${ordersQuery(query)}`, answer: orderList })
  }

  async getOperation(operationId: OperationId): Promise<Outcome<Operation>> {
    return this.#xpay.get("getOperation", {
      path: `/operations/${pathSegment(operationId)}`,
      answer: operation,
      isAbout: ({ id }) => id === operationId,
    })
  }

  /** The terminal's payment methods; also used to test an API key. */
  async getPaymentMethods(): Promise<Outcome<PaymentMethod[]>> {
    return this.#xpay.get("getPaymentMethods", { path: "/payment_methods", answer: paymentMethods })
  }

  /** A customer's saved cards. Refused as not found if XPay has no such customer. */
  async getCustomerContracts(customerId: PayerId): Promise<Outcome<CustomerContracts>> {
    return this.#xpay.get("getCustomerContracts", {
      path: `/contracts/customers/${pathSegment(customerId)}`,
      answer: customerContracts,
      isAbout: (answer) => isSame(answer.customerId, customerId),
    })
  }

  /**
   * How far XPay's clock was ahead of this machine's at its last response, in milliseconds; undefined before
   * the first.
   */
  get clockOffsetMs(): number | undefined {
    return this.#caller.clockOffsetMs
  }

  /** Closes the connections. Calls that are under way end without a response. */
  close(): void {
    this.#caller.close()
  }

  [inspect.custom](): string {
    return `XPayClient { ${inspect(this.#caller)} }`
  }
}
