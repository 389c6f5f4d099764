import { randomBytes, randomInt } from "node:crypto"
import { visa } from "../support/shop"
import { type ForeignClient, type Scene } from "./foreign-client"

/** Five groups of random digits, of no version; the last one padded with spaces when it is short. */
const correlationId = (): string => {
  const hex = (length: number) => randomBytes(length / 2).toString("hex")
  return `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${randomInt(2 ** 40, 2 ** 47)
    .toString(16)
    .padStart(12)}`.replace(/ /g, "0")
}
const reading = () => ({ "Correlation-Id": correlationId(), "Content-Type": undefined })
const headers = () => ({ "Content-Type": "application/json", "Correlation-Id": correlationId() })

/** Amounts are integers in its models. */
const order = (scene: Scene) => ({
  orderId: scene.shop.order().orderId,
  amount: 3545,
  currency: "EUR",
  customerInfo: { cardHolderName: "Test Cardholder" },
})

const noKey = "it never sends an Idempotency-Key (a TODO in its code); production answers PS0074"

async function authorized(scene: Scene): Promise<string> {
  return (await scene.shop.payByCard(scene.shop.explicit)).operationId
}

export const sdkPhpNpg: ForeignClient = {
  name: "Nexi's PHP SDK",
  source: "NexiPayments/sdk-php-npg, PaymentGatewayClient.php and HttpClientCurl.php",
  usages: [
    {
      does: "opens the page",
      call: "POST /orders/hpp",
      run: (scene) =>
        scene.send("POST", "/orders/hpp", headers(), {
          order: order(scene),
          paymentSession: {
            actionType: "PAY",
            amount: 3545,
            language: "ita",
            resultUrl: "https://shop.example/result",
            cancelUrl: "https://shop.example/cancel",
          },
        }),
    },
    {
      does: "takes a telephone payment",
      call: "POST /orders/moto",
      run: (scene) => scene.send("POST", "/orders/moto", headers(), { order: order(scene), card: visa }),
    },
    {
      does: "starts 3-D Secure in two steps",
      call: "POST /orders/2steps/init",
      run: (scene) =>
        scene.send("POST", "/orders/2steps/init", headers(), { order: order(scene), card: visa }),
    },
    {
      does: "makes a link, with its date at the top",
      call: "POST /orders/paybylink",
      run: (scene) =>
        scene.send("POST", "/orders/paybylink", headers(), {
          order: order(scene),
          paymentSession: { actionType: "PAY", amount: 3545, language: "ita" },
          expirationDate: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10),
        }),
    },
    {
      does: "looks for operations by channelType",
      call: "GET /operations",
      run: ({ send }) => send("GET", "/operations?channelType=ECOMMERCE&maxRecords=10", reading()),
    },
    {
      does: "removes a card, with the body null",
      call: "POST /contracts/{id}/deactivation",
      run: async (scene) => {
        const contractId = randomBytes(9).toString("hex")
        const recurrence = { action: "CONTRACT_CREATION", contractId, contractType: "CIT" }
        await scene.shop.payByCard(scene.shop.explicit, { captureType: "IMPLICIT" }, { recurrence })
        return scene.send("POST", `/contracts/${contractId}/deactivation`, headers(), "null")
      },
    },
    {
      does: "captures without a key",
      call: "POST /operations/{id}/captures",
      answer: "400 PS0074",
      contradiction: noKey,
      run: async (scene) =>
        scene.send("POST", `/operations/${await authorized(scene)}/captures`, headers(), {
          amount: 3545,
          currency: "EUR",
        }),
    },
    {
      does: "refunds without a key",
      call: "POST /operations/{id}/refunds",
      answer: "400 PS0074",
      contradiction: noKey,
      run: async (scene) =>
        scene.send("POST", `/operations/${await authorized(scene)}/refunds`, headers(), {
          amount: 3545,
          currency: "EUR",
        }),
    },
    {
      does: "looks for orders by seconds since 1970",
      call: "GET /orders",
      answer: "400 PS0008",
      contradiction: "the documentation wants ISO 8601 (its code has a FIXME there)",
      run: ({ send }) => send("GET", "/orders?fromTime=1700000000", reading()),
    },
  ],
}
