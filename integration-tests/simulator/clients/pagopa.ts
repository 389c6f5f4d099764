import { randomUUID } from "node:crypto"
import { type ForeignClient } from "./foreign-client"

const headers = () => ({ "Content-Type": "application/json", "Correlation-Id": randomUUID() })
const build = "hosted fields"

export const pagopa: ForeignClient = {
  name: "pagoPA",
  source: "pagopa/pagopa-ecommerce-commons, NpgClient.java",
  usages: [
    {
      does: "refunds with a key and a description",
      call: "POST /operations/{id}/refunds",
      run: async (scene) => {
        const { operationId } = await scene.shop.payByCard(scene.shop.implicit, { captureType: "IMPLICIT" })
        const path = `/operations/${operationId}/refunds`
        return scene.shop.implicit.send(
          "POST",
          path,
          { amount: "3545", currency: "EUR", description: "refund" },
          { ...headers(), "Idempotency-Key": randomUUID() }
        )
      },
    },
    {
      does: "reads an order",
      call: "GET /orders/{id}",
      run: async (scene) => {
        const { orderId } = await scene.shop.payByCard(scene.shop.explicit)
        return scene.send("GET", `/orders/${orderId}`, headers())
      },
    },
    {
      does: "opens hosted fields",
      call: "POST /orders/build",
      answer: "404",
      notSimulated: build,
      run: (scene) => scene.send("POST", "/orders/build", headers(), { version: "2" }),
    },
    {
      does: "asks how hosted fields stand",
      call: "GET /build/state",
      answer: "404",
      notSimulated: build,
      run: ({ send }) => send("GET", "/build/state?sessionId=x", headers()),
    },
    {
      does: "reads the card of hosted fields",
      call: "GET /build/cardData",
      answer: "404",
      notSimulated: build,
      run: ({ send }) => send("GET", "/build/cardData?sessionId=x", headers()),
    },
    {
      does: "reads a full refund of the same day as VOIDED",
      call: "GET /orders/{id}",
      run: async (scene) => {
        const paid = await scene.shop.payByCard(scene.shop.explicit, { captureType: "IMPLICIT" })
        const body = { amount: "3545", currency: "EUR" }
        await scene.shop.explicit.postOnce(`/operations/${paid.operationId}/refunds`, body)
        const answer = await scene.send("GET", `/orders/${paid.orderId}`, headers())
        const { operations } = answer.body as {
          operations: { operationType: string; operationResult: string }[]
        }
        const refund = operations.find(({ operationType }) => operationType === "REFUND")
        if (refund?.operationResult !== "VOIDED") throw new Error("The refund is not VOIDED.")
        return answer
      },
    },
    {
      does: "confirms a payment with hosted fields",
      call: "POST /build/confirm_payment",
      answer: "404",
      notSimulated: build,
      run: (scene) =>
        scene.send("POST", "/build/confirm_payment", headers(), { sessionId: "x", amount: "3545" }),
    },
  ],
}
