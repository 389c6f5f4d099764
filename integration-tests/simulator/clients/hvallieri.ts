import { randomBytes } from "node:crypto"
import { type ForeignClient, type Scene } from "./foreign-client"

const id = (): string => [4, 2, 2, 2, 6].map((bytes) => randomBytes(bytes).toString("hex")).join("-")
const headers = () => ({ "Content-Type": "application/json", "Correlation-Id": id() })
const keyed = () => ({ ...headers(), "Idempotency-Key": id() })

async function authorized(scene: Scene): Promise<string> {
  return (await scene.shop.payByCard(scene.shop.explicit)).operationId
}

export const hvallieri: ForeignClient = {
  name: "hvallieri/nexi-php",
  source: "hvallieri/nexi-php 1.1 to 1.3, OrderService.php and OperationService.php",
  usages: [
    {
      does: "opens the page",
      call: "POST /orders/hpp",
      run: (scene) =>
        scene.send("POST", "/orders/hpp", headers(), {
          order: {
            orderId: scene.shop.order().orderId,
            amount: "3545",
            currency: "EUR",
            description: "Order 0001",
          },
          paymentSession: {
            actionType: "PAY",
            amount: "3545",
            language: "ita",
            resultUrl: "https://shop.example/result",
            cancelUrl: "https://shop.example/cancel",
          },
        }),
    },
    {
      does: "takes the first operation of an order as the last that happened",
      call: "GET /orders/{id}",
      run: async (scene) => {
        const { orderId, operationId } = await scene.shop.payByCard(scene.shop.explicit)
        await scene.shop.explicit.postOnce(`/operations/${operationId}/captures`, {})
        const answer = await scene.send("GET", `/orders/${orderId}`, headers())
        const [last] = (answer.body as { operations: { operationType: string }[] }).operations
        if (last?.operationType !== "CAPTURE")
          throw new Error("The first operation is not the last that happened.")
        return answer
      },
    },
    {
      does: "captures all of it by saying no amount",
      call: "POST /operations/{id}/captures",
      run: async (scene) =>
        scene.send("POST", `/operations/${await authorized(scene)}/captures`, keyed(), {}),
    },
    {
      does: "refunds all of it by saying no amount",
      call: "POST /operations/{id}/refunds",
      run: async (scene) => scene.send("POST", `/operations/${await authorized(scene)}/refunds`, keyed(), {}),
    },
    {
      does: "renews a link",
      call: "POST /orders/paybylink/{id}/renewals",
      run: async (scene) => {
        const made = await scene.shop.explicit.post("/orders/paybylink", {
          order: scene.shop.order(),
          paymentSession: scene.shop.session({
            expirationDate: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10),
          }),
        })
        const { linkId } = (made.body as { paymentLink: { linkId: string } }).paymentLink
        return scene.send("POST", `/orders/paybylink/${linkId}/renewals`, headers(), {})
      },
    },
    {
      does: "cancels an authorization, without a key",
      call: "POST /operations/{id}/cancels",
      answer: "400 PS0074",
      contradiction:
        "production asks for a key on cancels; and cancels are for captures, refunds void an authorization",
      run: async (scene) =>
        scene.send("POST", `/operations/${await authorized(scene)}/cancels`, headers(), {}),
    },
  ],
}
