import { visitBank, type BankWish, type ChallengeForm, type Returned, type Walk } from "./bank-page"
import { approvedCards, order, type WireCard } from "./card-data"
import { lookAtPage } from "./page-walk"
import { fields, text, told, answeredWithResult, type Answer } from "./conversation"
import type { Asking, Facts, Question } from "./question"

export const NEEDS_BROWSER = "somebody to walk through the bank's page in a browser"

async function init(
  { xpay }: Asking,
  name: string,
  orderId: string,
  card: WireCard | undefined,
  more: object = {},
  changes: object = {}
): Promise<Answer> {
  return await xpay.post(name, "/orders/3steps/init", {
    order: order(orderId, changes),
    card,
    exemptions: "NO_PREFERENCE",
    ...more,
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

const frictionless: Question = {
  title: "A payment that needs no challenge",
  needs: "XPAY_TEST_FRICTIONLESS_CARD, a test card that Nexi names for it",
  async ask(asking) {
    const { frictionless: card } = asking.cards
    if (card === undefined) {
      return undefined
    }
    const started = await init(asking, "3steps-init-frictionless", asking.newOrderId(), card)
    const challenged = await init(asking, "3steps-init-challenge-requested", asking.newOrderId(), card, {
      exemptions: "CHALLENGE_REQUESTED",
    })
    return {
      init: answeredWithResult(started),
      "address for the browser": text(started.body, "threeDSAuthUrl") === "" ? "none" : "an address",
      enrolment: text(started.body, "threeDSEnrollmentStatus"),
      "init with CHALLENGE_REQUESTED": answeredWithResult(challenged),
      "CHALLENGE_REQUESTED makes a difference":
        answeredWithResult(started) === answeredWithResult(challenged) ? "no" : "yes",
    }
  },
}

const notEnrolled: Question = {
  title: "A card that takes no part in 3-D Secure",
  needs: "XPAY_TEST_NOT_ENROLLED_CARD, a test card that Nexi names for it",
  async ask(asking) {
    const { notEnrolled: card } = asking.cards
    if (card === undefined) {
      return undefined
    }
    const started = await init(asking, "3steps-init-not-enrolled", asking.newOrderId(), card)
    return { init: answeredWithResult(started), enrolment: text(started.body, "threeDSEnrollmentStatus") }
  },
}

const unanswered: Question = {
  title: "A validation before the payer has answered",
  needs: "nothing more",
  async ask(asking) {
    const [card] = approvedCards(new Date())
    const started = await init(asking, "3steps-init-unanswered", asking.newOrderId(), card)
    const operationId = text(started.body, "operation", "operationId")
    const validate = async (name: string, body: object) =>
      answeredWithResult(await asking.xpay.post(name, "/orders/3steps/validation", body))
    return {
      "without ids": await validate("3steps-validation-empty", {}),
      "with the operation alone": await validate("3steps-validation-no-response", { operationId }),
      "with a response that nobody gave": await validate("3steps-validation-unanswered", {
        operationId,
        threeDSAuthResponse: "notneeded",
      }),
    }
  },
}

/** Init and the bank's page; undefined if no browser returned. */
async function authenticate(
  asking: Asking,
  walk: Walk,
  card: WireCard | undefined,
  round: string,
  more: object = {},
  changes: object = {},
  wish: BankWish = "succeeds"
) {
  const orderId = asking.newOrderId()
  const { body } = await init(asking, `3steps-init-${round}`, orderId, card, more, changes)
  const operationId = text(body, "operation", "operationId")
  const bank = (returnUrl: string): ChallengeForm => ({
    url: text(body, "threeDSAuthUrl"),
    fields: {
      ThreeDsRequest: text(body, "threeDSAuthRequest"),
      ReturnUrl: returnUrl,
      transactionId: operationId,
    },
  })
  const returned = await visitBank(bank, walk, () => asking.xpay.goOnUnlessInterrupted(), wish)
  if (returned !== undefined) {
    asking.xpay.record(`3ds-browser-return-${round}`, "browser-return", returned)
  }
  return returned === undefined ? undefined : { orderId, operationId, returned, bank }
}

const notAuthenticated: Question = {
  title: "3-D Secure that the payer gives up, or fails",
  needs: NEEDS_BROWSER,
  async ask(asking) {
    const { walk, xpay } = asking
    const [card] = approvedCards(new Date())
    if (walk === undefined) {
      return undefined
    }
    const left = await authenticate(asking, walk, card, "abandoned", {}, {}, "abandoned")
    const failed = await authenticate(asking, walk, card, "failed", {}, {}, "fails")
    await asking.aMoment()
    return {
      ...(left === undefined
        ? {}
        : {
            "the browser brings back, given up":
              Object.keys(left.returned.parameters).sort().join(", ") || "nothing",
            "the operation, given up": text(
              (await xpay.get("operations-get-abandoned", `/operations/${left.operationId}`)).body,
              "operationResult"
            ),
          }),
      ...(failed === undefined ? {} : await payAfterFailure(asking, failed, card)),
    }
  },
}

interface Authenticated {
  readonly orderId: string
  readonly operationId: string
  readonly returned: Returned
  /** The form to the bank's page, for a return URL. */
  readonly bank: (returnUrl: string) => ChallengeForm
}

async function payAfterFailure(
  { xpay }: Asking,
  { orderId, operationId, returned, bank }: Authenticated,
  card: WireCard | undefined
): Promise<Facts> {
  const { url, fields: form } = bank("https://shop.example/result")
  const pageAgain = await lookAtPage(url, form)
  const threeDSAuthResponse = returned.parameters["PaRes"] ?? ""
  const validation = await xpay.post("3steps-validation-failed", "/orders/3steps/validation", {
    operationId,
    threeDSAuthResponse,
  })
  const payment = await xpay.post("3steps-payment-failed", "/orders/3steps/payment", {
    operationId,
    order: order(orderId),
    card,
    captureType: "EXPLICIT",
    threeDSAuthData: { threeDSAuthResponse },
  })
  return {
    "the bank's page once more, failed": pageAgain,
    "validation, failed": answeredWithResult(validation),
    "a payment all the same, failed": answeredWithResult(payment),
  }
}

/** A validated challenge, and what the payment needs from it; undefined if no browser returned. */
export async function validated(
  asking: Asking,
  card: WireCard | undefined,
  round: string,
  more: object = {},
  changes: object = {}
) {
  const { walk, xpay } = asking
  const authenticated =
    walk === undefined ? undefined : await authenticate(asking, walk, card, round, more, changes)
  if (authenticated === undefined) {
    return undefined
  }
  const { operationId, returned } = authenticated
  const threeDSAuthResponse = returned.parameters["PaRes"] ?? ""
  const body = { operationId, threeDSAuthResponse }
  const validation = await xpay.post(`3steps-validation-${round}`, "/orders/3steps/validation", body)
  const result = fields(fields(validation.body)["threeDSAuthResult"])
  const { authenticationValue, eci, xid } = result
  return {
    ...authenticated,
    validation,
    result,
    validateAgain: async () =>
      await xpay.post(`3steps-validation-${round}-again`, "/orders/3steps/validation", body),
    threeDSAuthResponse,
    proof: { authenticationValue, eci, xid },
  }
}

const addressBack: Question = {
  title: "3-D Secure to the end: the way back, the validation, and which values the payment takes",
  needs: NEEDS_BROWSER,
  async ask(asking) {
    const [card] = approvedCards(new Date())
    const paying = await validated(asking, card, "documented")
    if (paying === undefined) {
      return undefined
    }
    const { orderId, operationId, returned, validation, result, proof } = paying
    const again = await paying.validateAgain()
    const pay = async (name: string) =>
      await asking.xpay.post(name, "/orders/3steps/payment", {
        operationId,
        order: order(orderId),
        card,
        captureType: "EXPLICIT",
        threeDSAuthData: proof,
      })
    const payment = await pay("3steps-payment-documented")
    const secondPayment = await pay("3steps-payment-again")
    return {
      ...describeReturn(returned, operationId),
      validation: answeredWithResult(validation),
      "status of the authentication": text(result, "status"),
      "fields of the authentication": Object.keys(result).sort().join(", "),
      "a second validation": answeredWithResult(again),
      "payment with value, eci and xid": answeredWithResult(payment),
      "a second payment": answeredWithResult(secondPayment),
    }
  },
}

const otherPayment: Question = {
  title: "A payment that is not what was authenticated",
  needs: NEEDS_BROWSER,
  async ask(asking) {
    const [card] = approvedCards(new Date())
    const paying = await validated(asking, card, "other-amount")
    if (paying === undefined) {
      return undefined
    }
    const { orderId, operationId, proof } = paying
    const { authenticationValue } = proof
    const payment = await asking.xpay.post("3steps-payment-other-amount", "/orders/3steps/payment", {
      operationId,
      order: order(orderId, { amount: "90" }),
      card,
      captureType: "EXPLICIT",
      threeDSAuthData: { authenticationValue },
    })
    return { "another amount": answeredWithResult(payment) }
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
    const [card] = approvedCards(new Date())
    const paying = await validated(asking, card, "no-cvv")
    if (paying === undefined || card === undefined) {
      return undefined
    }
    const { orderId, operationId, threeDSAuthResponse, proof } = paying
    const { authenticationValue } = proof
    const payment = await asking.xpay.post("3steps-payment-no-cvv", "/orders/3steps/payment", {
      operationId,
      order: order(orderId),
      card: { pan: card.pan, expiryDate: card.expiryDate },
      captureType: "EXPLICIT",
      threeDSAuthData: { threeDSAuthResponse, authenticationValue },
    })
    return { "payment without it": answeredWithResult(payment) }
  },
}

/** 3-D Secure. */
export const CHALLENGE_QUESTIONS: readonly Question[] = [
  enrolment,
  frictionless,
  notEnrolled,
  unanswered,
  notAuthenticated,
  addressBack,
  withoutCvv,
  otherPayment,
]
