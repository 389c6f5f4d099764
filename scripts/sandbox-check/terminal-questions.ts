import { approvedCards, order, refusedCards } from "./card-data"
import { fields, inWords, operationsOf, text, told, answeredWithResult, type Answer } from "./conversation"
import type { Question } from "./question"
import { NEEDS_MOTO, refund } from "./moto-payments"

export const implicit: Question = {
  title: "Money taken at once: what a MOTO payment with IMPLICIT answers",
  needs: NEEDS_MOTO,
  async ask(asking) {
    const authorised = await asking.authorise("IMPLICIT")
    if (authorised === undefined) {
      return undefined
    }
    const read = await asking.readResolved("orders-get-implicit", authorised.orderId, 1)
    const refunded = await refund(asking, authorised.operationId, "refunds-same-day", "100")
    const after = await asking.readResolved("orders-get-same-day-refund", authorised.orderId, 2)
    return {
      operations: operationsOf(read).map(inWords).join(", "),
      captured: text(read.body, "orderStatus", "capturedAmount"),
      "full refund on its day": told(refunded),
      "it is listed as": operationsOf(after).map(inWords).sort().join(", "),
      "captured after it": text(after.body, "orderStatus", "capturedAmount"),
    }
  },
}

export const capabilities: Question = {
  title: "What a terminal must not do: MOTO where it is off, EXPLICIT where money is taken at once",
  needs: "XPAY_TEST_IMPLICIT_API_KEY",
  async ask({ xpay, keys: { implicit: apiKey }, newOrderId }) {
    if (apiKey === undefined) {
      return undefined
    }
    const [card] = approvedCards(new Date())
    const call = async (captureType: string) =>
      told(
        await xpay.post(
          `orders-moto-implicit-terminal-${captureType.toLowerCase()}`,
          "/orders/moto",
          { order: order(newOrderId()), card, captureType },
          { apiKey }
        )
      )
    return {
      "MOTO payment, EXPLICIT": await call("EXPLICIT"),
      "MOTO payment, IMPLICIT": await call("IMPLICIT"),
    }
  },
}

export const cards: Question = {
  title: "Cards: refused ones, one of a circuit the terminal lacks, and a foreign currency",
  needs: `${NEEDS_MOTO}; XPAY_TEST_MISSING_CIRCUIT_CARD for the circuit`,
  async ask(asking) {
    const authorised = await asking.authorise()
    if (authorised === undefined) {
      return undefined
    }
    const { xpay, newOrderId } = asking
    const { missingCircuit } = asking.cards
    const pay = async (name: string, card: object | undefined, changes: object = {}) =>
      await xpay.post(name, "/orders/moto", {
        order: order(newOrderId(), changes),
        card,
        captureType: "EXPLICIT",
      })
    const [refused, otherRefused] = refusedCards(new Date())
    const first = await pay("orders-moto-ko-1", refused)
    const second = await pay("orders-moto-ko-2", otherRefused)
    const [good] = approvedCards(new Date())
    return {
      "a refused card": answeredWithResult(first),
      "code of the refusal": codeOf(first),
      "another refused card": `${answeredWithResult(second)} ${codeOf(second)}`,
      "in dollars": answeredWithResult(await pay("orders-moto-usd", good, { currency: "USD" })),
      ...(missingCircuit === undefined
        ? {}
        : {
            "a circuit the terminal lacks": answeredWithResult(
              await pay("orders-moto-circuit", missingCircuit)
            ),
          }),
    }
  },
}

function codeOf(answer: Answer): string {
  const data = fields(fields(answer.body)["operation"])["additionalData"]
  return text(data, "authorizationStatus") || text(data, "errorCode") || "none"
}
