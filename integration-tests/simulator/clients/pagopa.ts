import { randomUUID } from "node:crypto"
import { buildRequest } from "./build-request"
import { type ForeignClient } from "./foreign-client"

const headers = () => ({ "Content-Type": "application/json", "Correlation-Id": randomUUID() })
const version2 = "version 2 of Build"

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
      does: "opens card fields",
      call: "POST /orders/build",
      answer: "400 PS0026",
      notSimulated: version2,
      run: ({ shop, send }) => send("POST", "/orders/build", headers(), buildRequest(shop, "2")),
    },
    {
      does: "asks how card fields stand",
      call: "GET /build/state",
      run: async ({ shop, send }) => {
        const { sessionId } = await shop.readyBuild(shop.explicit)
        return send("GET", `/build/state?sessionId=${sessionId}`, headers())
      },
    },
    {
      does: "reads the card of card fields",
      call: "GET /build/cardData",
      run: async ({ shop, send }) => {
        const { sessionId } = await shop.readyBuild(shop.explicit)
        return send("GET", `/build/cardData?sessionId=${sessionId}`, headers())
      },
    },
    {
      does: "reads the hash of the fields' script",
      call: "GET /build/integrity",
      run: ({ send }) => send("GET", "/build/integrity", headers()),
    },
    {
      does: "takes GW0004 for a session that is not there",
      call: "GET /build/state",
      answer: "400 GW0004",
      expected: "a session that is over",
      run: ({ send }) => send("GET", "/build/state?sessionId=x", headers()),
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
      does: "confirms a payment with card fields",
      call: "POST /build/confirm_payment",
      answer: "400 GW0001",
      notSimulated: version2,
      run: async ({ shop, send }) => {
        const { sessionId } = await shop.readyBuild(shop.explicit)
        return send("POST", "/build/confirm_payment", headers(), { sessionId, amount: "3545" })
      },
    },
  ],
}
