import { randomUUID } from "node:crypto"
import { visa } from "../support/shop"
import { type ForeignClient, type Scene } from "./foreign-client"

const headers = () => ({
  "Correlation-Id": randomUUID(),
  "Content-Type": "application/json",
  Accept: "application/json",
})
const keyed = () => ({ ...headers(), "Idempotency-Key": randomUUID() })

async function captured(scene: Scene): Promise<string> {
  const { operationId } = await scene.shop.payByCard(scene.shop.explicit)
  const answer = await scene.shop.explicit.postOnce(`/operations/${operationId}/captures`, {})
  return (answer.body as { operationId: string }).operationId
}

export const mlocati: ForeignClient = {
  name: "mlocati/nexi-xpay-web",
  source: "mlocati/nexi-xpay-web 2.0.0, Client.php, generated from the API reference of May 2024",
  usages: [
    {
      does: "opens the page",
      call: "POST /orders/hpp",
      run: (scene) =>
        scene.send("POST", "/orders/hpp", headers(), {
          order: scene.shop.order(),
          paymentSession: scene.shop.session(),
        }),
    },
    {
      does: "starts 3-D Secure in three steps",
      call: "POST /orders/3steps/init",
      run: (scene) =>
        scene.send("POST", "/orders/3steps/init", headers(), { order: scene.shop.order(), card: visa }),
    },
    {
      does: "makes a link, with its date at the top",
      call: "POST /orders/paybylink",
      run: (scene) =>
        scene.send("POST", "/orders/paybylink", headers(), {
          order: scene.shop.order(),
          paymentSession: scene.shop.session(),
          expirationDate: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10),
        }),
    },
    {
      does: "looks for orders by amount and state",
      call: "GET /orders",
      run: ({ send }) =>
        send(
          "GET",
          "/orders?amountType=ORDER_AMOUNT&minAmount=10&maxAmount=50000&orderState=TO_CAPTURE&maxRecords=5",
          headers()
        ),
    },
    {
      does: "asks what can be done with an operation",
      call: "GET /operations/{id}/actions",
      run: async (scene) => {
        const { operationId } = await scene.shop.payByCard(scene.shop.explicit)
        return scene.send("GET", `/operations/${operationId}/actions`, headers())
      },
    },
    {
      does: "refunds with a key",
      call: "POST /operations/{id}/refunds",
      run: async (scene) =>
        scene.send("POST", `/operations/${await captured(scene)}/refunds`, keyed(), {
          amount: "1000",
          currency: "EUR",
          description: "item returned",
        }),
    },
    {
      does: "raises an authorization",
      call: "POST /incrementals",
      run: async (scene) => {
        const { operationId } = await scene.shop.payByCard(scene.shop.explicit)
        return scene.send("POST", "/incrementals", keyed(), {
          originalOperationId: operationId,
          amount: "500",
          currency: "EUR",
        })
      },
    },
    {
      does: "cancels a capture without a key",
      call: "POST /operations/{id}/cancels",
      answer: "400 PS0074",
      contradiction: "the reference of 2024 lists no key for cancels; production asks for one",
      run: async (scene) => scene.send("POST", `/operations/${await captured(scene)}/cancels`, headers(), {}),
    },
    {
      does: "creates terms and conditions",
      call: "POST /termsAndConditions",
      answer: "404",
      contradiction: "not simulated",
      run: ({ send }) => send("POST", "/termsAndConditions", headers(), {}),
    },
  ],
}
