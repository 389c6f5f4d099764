import { randomUUID } from "node:crypto"
import { inWords, operationsOf, text, told, type Answer } from "./conversation"
import type { Asking, Authorised, Facts, Question } from "./question"
import { capture, refund, about, NEEDS_MOTO } from "./moto-payments"
import { implicit, cards, capabilities } from "./terminal-questions"
import { reading, lags } from "./reading-questions"

const askKeys = async (asking: Asking, authorised: Authorised): Promise<Facts> => {
  const refusedKey = randomUUID()
  const tooMuch = await capture(asking, authorised, "captures-refused", "101", refusedKey)
  const right = await capture(asking, authorised, "captures-key-of-refused", "20", refusedKey)
  const other = await asking.authorise()
  const target = other ?? authorised
  const key = randomUUID()
  const first = await capture(asking, target, "captures", "50", key)
  const same = await capture(asking, target, "captures-replayed", "50", key)
  const otherAmount = await capture(asking, target, "captures-other-amount", "40", key)
  const captureId = text(first.body, "operationId")
  const elsewhere = await refund(asking, captureId, "refunds-key-of-capture", "50", key)
  const none = await refund(asking, captureId, "refunds-no-key", "10", null)
  return {
    "a refusal": told(tooMuch),
    "after a refusal, the same key with what is right": told(right),
    first: told(first),
    "same key, same body": told(same),
    "it names the same operation": String(captureId === text(same.body, "operationId")),
    "same key, other amount": told(otherAmount),
    "same key, other path": told(elsewhere),
    "no key": told(none),
    ...(await onOtherTerminal(asking, captureId, key)),
  }
}

/**
 * The same key where it has not been used: the response is 404 for an operation of the other terminal, or the key
 * counts as used.
 */
async function onOtherTerminal(
  { xpay, keys: { implicit } }: Asking,
  id: string,
  key: string
): Promise<Facts> {
  if (implicit === undefined) {
    return {}
  }
  const answer = await xpay.post(
    "refunds-key-of-other-terminal",
    `/operations/${id}/refunds`,
    { amount: "10", currency: "EUR" },
    { headers: { "idempotency-key": key }, apiKey: implicit }
  )
  return { "same key, other terminal": told(answer) }
}

const keys = about(
  "Idempotency-Key: what a repetition answers",
  askKeys,
  `${NEEDS_MOTO}; XPAY_TEST_IMPLICIT_API_KEY for whose a key is`
)

const unnamedAmount = about("A capture that names no amount", async ({ xpay }, { operationId }) => {
  const key = { "idempotency-key": randomUUID() }
  const answer = await xpay.post(
    "captures-no-amount",
    `/operations/${operationId}/captures`,
    {},
    { headers: key }
  )
  return { "of an authorization": told(answer) }
})

const captures = about("Captures: too much, a part, a second part", async (asking, authorised) => ({
  "more than authorised": told(await capture(asking, authorised, "captures-too-much", "101")),
  "a part": told(await capture(asking, authorised, "captures-part", "30")),
  "a second part": told(await capture(asking, authorised, "captures-second", "30")),
}))

const refundsByAuthorization = about(
  "Refund by the authorization's id after a capture",
  async (asking, authorised) => {
    await capture(asking, authorised, "captures-before-refund", "100")
    const refunded = await refund(asking, authorised.operationId, "refunds-by-authorization", "40")
    return { "a refund of a part": told(refunded) }
  }
)

const amounts = about("Amounts of an order after a refund of a part", async (asking, authorised) => {
  const captured = await capture(asking, authorised, "captures-to-refund", "100")
  const refunded = await refund(asking, text(captured.body, "operationId"), "refunds-part", "40")
  const read = await asking.readResolved("orders-get-refunded-part", authorised.orderId, 3)
  return {
    "a refund of a part": told(refunded),
    authorized: text(read.body, "orderStatus", "authorizedAmount"),
    captured: text(read.body, "orderStatus", "capturedAmount"),
  }
})

const officeRefunds: Question = {
  title: "A refund made in the XPay back office",
  needs: `${NEEDS_MOTO}, and somebody at the XPay back office`,
  async ask(asking) {
    const { refundInOffice, xpay } = asking
    // Authorised in either case: recordings with the same name from two runs are compared in order.
    const authorised = await asking.authorise()
    if (refundInOffice === undefined || authorised === undefined) {
      return undefined
    }
    const { orderId } = authorised
    const captured = await capture(asking, authorised, "captures-to-refund-in-office", "100")
    await asking.readResolved("orders-get-captured-for-office", orderId, 2)
    await refundInOffice(orderId)
    await asking.aMoment()
    const read = await xpay.get("orders-get-refunded-in-office", `/orders/${orderId}`)
    const again = await refund(asking, text(captured.body, "operationId"), "refunds-after-office", "100")
    // A failure does not show it: the remainder is tried at the end.
    if (again.status === 400) {
      asking.noteRefundedElsewhere(orderId)
    }
    return {
      "captured then": text(read.body, "orderStatus", "capturedAmount"),
      "the order then lists": operationsOf(read).map(inWords).sort().join(", "),
      "a refund over the API after it": told(again),
    }
  },
}

const voids = about("Voids: of a part, of the whole, and a capture after it", async (asking, authorised) => {
  const ofPart = await refund(asking, authorised.operationId, "refunds-part-of-hold", "30")
  const ofWhole = await refund(asking, authorised.operationId, "refunds-void", "100")
  const read = await asking.readResolved("orders-get-voided", authorised.orderId, 2)
  const authorization = operationsOf(read).find(
    ({ operationId }) => String(operationId) === authorised.operationId
  )
  return {
    "of a part": told(ofPart),
    "of the whole": told(ofWhole),
    "authorized amount then": text(read.body, "orderStatus", "authorizedAmount"),
    "the authorization then": inWords(authorization),
    "a capture after it": told(await capture(asking, authorised, "captures-after-void", "100")),
  }
})

async function cancelOfRefund(
  asking: Asking,
  cancel: (name: string, operationId: string, headers: Readonly<Record<string, string>>) => Promise<Answer>,
  key: () => Readonly<Record<string, string>>
): Promise<Facts> {
  const authorised = await asking.authorise()
  if (authorised === undefined) {
    return {}
  }
  const captured = await capture(asking, authorised, "captures-to-refund-and-cancel", "100")
  const refunded = await refund(asking, text(captured.body, "operationId"), "refunds-to-cancel", "40")
  await asking.readResolved("orders-get-refunded-to-cancel", authorised.orderId, 3)
  return { "of a refund": told(await cancel("cancels-refund", text(refunded.body, "operationId"), key())) }
}

const cancels = about("Cancels: of an authorization, of a capture on its day", async (asking, authorised) => {
  const { xpay } = asking
  const cancel = async (name: string, operationId: string, headers: Readonly<Record<string, string>>) =>
    await xpay.post(name, `/operations/${operationId}/cancels`, {}, { headers })
  const key = () => ({ "idempotency-key": randomUUID() })
  const ofHold = await cancel("cancels-authorization", authorised.operationId, key())
  const captured = await capture(asking, authorised, "captures-to-cancel", "100")
  const captureId = text(captured.body, "operationId")
  await asking.readResolved("orders-get-captured-to-cancel", authorised.orderId, 2)
  const withoutKey = await cancel("cancels-capture-no-key", captureId, {})
  const ofCapture = await cancel("cancels-capture", captureId, key())
  const read = await asking.readResolved("orders-get-canceled-capture", authorised.orderId, 3)
  const again = await capture(asking, authorised, "captures-after-cancel", "100")
  return {
    ...(await cancelOfRefund(asking, cancel, key)),
    "of an authorization": told(ofHold),
    "of a capture, without a key": told(withoutKey),
    "of a capture, with a key": told(ofCapture),
    "the order then lists": operationsOf(read).map(inWords).sort().join(", "),
    "a new capture": told(again),
  }
})

/** Payments: with public test cards, for €1, as MOTO payments. */
export const MONEY_QUESTIONS: readonly Question[] = [
  keys,
  captures,
  unnamedAmount,
  refundsByAuthorization,
  amounts,
  officeRefunds,
  voids,
  cancels,
  reading,
  lags,
  implicit,
  cards,
  capabilities,
]
