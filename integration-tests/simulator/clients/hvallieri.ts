import { randomBytes } from "node:crypto"
import { type ForeignClient, type Scene } from "./foreign-client"

const id = (): string => [4, 2, 2, 2, 6].map((bytes) => randomBytes(bytes).toString("hex")).join("-")
const headers = () => ({ "Content-Type": "application/json", "Correlation-Id": id() })
const keyed = () => ({ ...headers(), "Idempotency-Key": id() })

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const order = (scene: Scene) => ({
  orderId: scene.shop.order().orderId,
  amount: "3545",
  currency: "EUR",
  description: "Order 0001",
})

const session = {
  actionType: "PAY",
  amount: "3545",
  language: "ita",
  resultUrl: "https://shop.example/result",
  cancelUrl: "https://shop.example/cancel",
}

/** The date is only in the session. */
const createLink = (scene: Scene) =>
  scene.send("POST", "/orders/paybylink", headers(), {
    order: order(scene),
    paymentSession: { ...session, expirationDate: inDays(5) },
  })

async function linkId(scene: Scene): Promise<string> {
  return ((await createLink(scene)).body as { paymentLink: { linkId: string } }).paymentLink.linkId
}

async function authorized(scene: Scene): Promise<string> {
  return (await scene.shop.payByCard(scene.shop.explicit)).operationId
}

export const hvallieri: ForeignClient = {
  name: "hvallieri/nexi-php",
  source: "hvallieri/nexi-php 1.1 to 1.3, OrderService, OperationService, PayByLinkService, ContractService",
  usages: [
    {
      does: "opens the page",
      call: "POST /orders/hpp",
      run: (scene) =>
        scene.send("POST", "/orders/hpp", headers(), {
          order: order(scene),
          paymentSession: session,
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
      run: async (scene) =>
        scene.send("POST", `/orders/paybylink/${await linkId(scene)}/renewals`, headers(), {}),
    },
    {
      does: "renews a link to a day",
      call: "POST /orders/paybylink/{id}/renewals",
      run: async (scene) =>
        scene.send("POST", `/orders/paybylink/${await linkId(scene)}/renewals`, headers(), {
          expirationDate: inDays(30),
        }),
    },
    {
      does: "makes a link, with its date in the session alone",
      call: "POST /orders/paybylink",
      run: createLink,
    },
    {
      does: "cancels a link with an empty object",
      call: "POST /paybylink/{id}/cancels",
      run: async (scene) => scene.send("POST", `/paybylink/${await linkId(scene)}/cancels`, headers(), "{}"),
    },
    {
      does: "reads a link",
      call: "GET /orders/paybylink/{id}",
      run: async (scene) => scene.send("GET", `/orders/paybylink/${await linkId(scene)}`, headers()),
    },
    {
      does: "lists the active links of a time",
      call: "GET /orders/paybylink",
      run: async (scene) => {
        const id = await linkId(scene)
        const from = new Date(Date.now() - 86_400_000).toISOString()
        const query = new URLSearchParams({ fromTime: from, maxRecords: "20", status: "ACTIVE" })
        const answer = await scene.send("GET", `/orders/paybylink?${query}`, headers())
        const { paymentLinks } = answer.body as { paymentLinks: { linkId: string }[] }
        if (!paymentLinks.some((link) => link.linkId === id)) throw new Error("The link is not listed.")
        return answer
      },
    },
    {
      does: "lists the methods of the terminal",
      call: "GET /payment_methods",
      run: ({ send }) => send("GET", "/payment_methods", headers()),
    },
    {
      does: "lists a customer's cards",
      call: "GET /contracts/customers/{id}",
      run: async (scene) => {
        const recurrence = { action: "CONTRACT_CREATION", contractId: "hvalcontract", contractType: "CIT" }
        const kept = scene.shop.order({ customerId: "17" })
        await scene.shop.payByCard(scene.shop.explicit, {}, { order: kept, recurrence })
        return scene.send("GET", "/contracts/customers/17", headers())
      },
    },
    {
      does: "deactivates a card and reads an empty object",
      call: "POST /contracts/{id}/deactivation",
      run: async (scene) => {
        const recurrence = { action: "CONTRACT_CREATION", contractId: "hvalcontract", contractType: "CIT" }
        await scene.shop.payByCard(scene.shop.explicit, {}, { recurrence })
        const answer = await scene.send("POST", "/contracts/hvalcontract/deactivation", headers(), "{}")
        if (answer.text !== "{}") throw new Error("The answer is no empty object.")
        return answer
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
