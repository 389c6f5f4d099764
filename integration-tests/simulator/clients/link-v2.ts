import { randomUUID } from "node:crypto"
import { apiBasePath, apiV2BasePath } from "../../../src/simulator/api/base-paths"
import { ApiClient } from "../support/api-client"
import { terminals } from "../support/shop"
import { type ForeignClient, type Scene } from "./foreign-client"

const headers = () => ({ "Content-Type": "application/json", "Correlation-Id": randomUUID() })

const day = (): string => new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)

/** The newer version lies beside the one that everything else is called at. */
async function create(scene: Scene, top: object) {
  const url = scene.shop.simulator.apiUrl.replace(apiBasePath, apiV2BasePath)
  const { orderId } = scene.shop.order()
  const paymentSession = { actionType: "PAY", amount: "3545", language: "ita", expirationDate: day() }
  const order = { orderId, amount: "3545", currency: "EUR", description: "Order 0001" }
  const body = { order, paymentSession, ...top }
  return new ApiClient(url, terminals[0]?.apiKey ?? "").send("POST", "/orders/paybylink", body, headers())
}

/** Two small clients of version 2; nothing else of that version is known. */
export const linkV2: ForeignClient = {
  name: "dr7 and ldapp",
  source: "DR7app/DR7-AI, in production; ldapp, a Python client that quotes POST /v2/orders/paybylink",
  usages: [
    {
      does: "makes a link by version 2, its date in both places (dr7)",
      call: "POST /v2/orders/paybylink",
      run: (scene) => create(scene, { expirationDate: day() }),
    },
    {
      does: "makes a link by version 2, its date in the session (ldapp)",
      call: "POST /v2/orders/paybylink",
      run: (scene) => create(scene, {}),
    },
    {
      does: "charges a card without a key (dr7)",
      call: "POST /orders/mit",
      run: async (scene) => {
        const recurrence = {
          action: "CONTRACT_CREATION",
          contractId: "drsevencontract",
          contractType: "MIT_UNSCHEDULED",
        }
        await scene.shop.payByCard(scene.shop.explicit, {}, { recurrence })
        return scene.send("POST", "/orders/mit", headers(), {
          order: scene.shop.order(),
          contractId: "drsevencontract",
          captureType: "IMPLICIT",
        })
      },
    },
  ],
}
