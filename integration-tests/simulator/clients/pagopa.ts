import { randomUUID } from "node:crypto"
import { type ForeignClient } from "./foreign-client"

const headers = () => ({ "Content-Type": "application/json", "Correlation-Id": randomUUID() })
const build = "hosted fields are not simulated"

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
      contradiction: build,
      run: (scene) => scene.send("POST", "/orders/build", headers(), { version: "2" }),
    },
    {
      does: "confirms a payment with hosted fields",
      call: "POST /build/confirm_payment",
      answer: "404",
      contradiction: build,
      run: (scene) =>
        scene.send("POST", "/build/confirm_payment", headers(), { sessionId: "x", amount: "3545" }),
    },
  ],
}
