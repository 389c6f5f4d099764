import { visitBank, type Returned, type Walk } from "./bank-page"
import { approvedCards, order, type WireCard } from "./card-data"
import { fields, text, told, type Answer } from "./conversation"
import type { Asking, Question } from "./question"

const NEEDS_BROWSER = "somebody to walk through the bank's page in a browser"

async function init(
  { xpay }: Asking,
  name: string,
  orderId: string,
  card: WireCard | undefined
): Promise<Answer> {
  return await xpay.post(name, "/orders/3steps/init", {
    order: order(orderId),
    card,
    exemptions: "NO_PREFERENCE",
  })
}

const enrolment: Question = {
  title: "Start of 3-D Secure: enrolment words, and payments without a challenge",
  needs: "nothing more",
  async ask(asking) {
    const facts: Record<string, string> = {}
    for (const card of approvedCards(new Date())) {
      const last4 = card.pan.slice(-4)
      const { body, ...answer } = await init(asking, `3steps-init-${last4}`, asking.newOrderId(), card)
      facts[`card ${last4}`] = [
        told({ body, ...answer }),
        text(body, "threeDSEnrollmentStatus"),
        text(body, "operation", "operationResult"),
        text(body, "threeDSAuthUrl") === "" ? "no page" : "a page",
        text(body, "threeDSAuthRequest") === "notneeded" ? "notneeded" : "opaque",
      ].join(", ")
    }
    return facts
  },
}

/** Init and the bank's page; undefined when nobody came back. */
async function authenticate(asking: Asking, walk: Walk, card: WireCard | undefined, round: string) {
  const orderId = asking.newOrderId()
  const { body } = await init(asking, `3steps-init-${round}`, orderId, card)
  const operationId = text(body, "operation", "operationId")
  const returned = await visitBank(
    (returnUrl) => ({
      url: text(body, "threeDSAuthUrl"),
      fields: {
        ThreeDsRequest: text(body, "threeDSAuthRequest"),
        ReturnUrl: returnUrl,
        transactionId: operationId,
      },
    }),
    walk
  )
  if (returned !== undefined) {
    asking.xpay.record(`3ds-browser-return-${round}`, "browser-return", returned)
  }
  return returned === undefined ? undefined : { orderId, operationId, returned }
}

const wayBack: Question = {
  title: "3-D Secure to the end: the way back, the validation, and which values the payment takes",
  needs: NEEDS_BROWSER,
  async ask(asking) {
    const { walk, xpay } = asking
    const [card] = approvedCards(new Date())
    const authenticated =
      walk === undefined ? undefined : await authenticate(asking, walk, card, "documented")
    if (authenticated === undefined) {
      return undefined
    }
    const { orderId, operationId, returned } = authenticated
    const threeDSAuthResponse = returned.parameters["PaRes"] ?? ""
    const validation = await xpay.post("3steps-validation", "/orders/3steps/validation", {
      operationId,
      threeDSAuthResponse,
    })
    const result = fields(fields(validation.body)["threeDSAuthResult"])
    const { authenticationValue, eci, xid } = result
    const payment = await xpay.post("3steps-payment-documented", "/orders/3steps/payment", {
      operationId,
      order: order(orderId),
      card,
      captureType: "EXPLICIT",
      threeDSAuthData: { authenticationValue, eci, xid },
    })
    return {
      ...describeReturn(returned, operationId),
      validation: `${told(validation)} ${text(validation.body, "operation", "operationResult")}`,
      "status of the authentication": text(result, "status"),
      "fields of the authentication": Object.keys(result).sort().join(", "),
      "payment with value, eci and xid": `${told(payment)} ${text(payment.body, "operation", "operationResult")}`,
    }
  },
}

function describeReturn({ method, parameters }: Returned, operationId: string) {
  const { PaRes, paymentId } = parameters
  return {
    "the browser comes back by": method,
    "with the parameters": Object.keys(parameters).sort().join(", "),
    PaRes: PaRes === undefined ? "missing" : PaRes === "notneeded" ? "notneeded" : "opaque",
    "paymentId is the operation": String(paymentId === operationId),
  }
}

const withoutCvv: Question = {
  title: "Whether the payment wants the security code once more, and takes response and value",
  needs: NEEDS_BROWSER,
  async ask(asking) {
    const { walk, xpay } = asking
    const [card] = approvedCards(new Date())
    const authenticated = walk === undefined ? undefined : await authenticate(asking, walk, card, "no-cvv")
    if (authenticated === undefined || card === undefined) {
      return undefined
    }
    const { orderId, operationId, returned } = authenticated
    const threeDSAuthResponse = returned.parameters["PaRes"] ?? ""
    const validation = await xpay.post("3steps-validation-no-cvv", "/orders/3steps/validation", {
      operationId,
      threeDSAuthResponse,
    })
    const authenticationValue = text(validation.body, "threeDSAuthResult", "authenticationValue")
    const payment = await xpay.post("3steps-payment-no-cvv", "/orders/3steps/payment", {
      operationId,
      order: order(orderId),
      card: { pan: card.pan, expiryDate: card.expiryDate },
      captureType: "EXPLICIT",
      threeDSAuthData: { threeDSAuthResponse, authenticationValue },
    })
    return { "payment without it": `${told(payment)} ${text(payment.body, "operation", "operationResult")}` }
  },
}

/** About 3-D Secure. */
export const CHALLENGE_QUESTIONS: readonly Question[] = [enrolment, wayBack, withoutCvv]
