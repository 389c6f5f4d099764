import { randomBytes } from "node:crypto"
import { type ForeignClient, type Scene } from "./foreign-client"

const uuid = (): string =>
  randomBytes(16)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")

const headers = () => ({
  "x-plugin-name": "Woocommerce 9.1.2 - nexixpay 8.3.3",
  "Correlation-Id": uuid(),
  "Content-Type": "application/json",
})

const order = (scene: Scene) => ({
  orderId: scene.shop.order().orderId,
  amount: "3545",
  currency: "EUR",
  description: "WC Order 1042",
  customField: "Woocommerce 9.1.2 - nexixpay 8.3.3",
  // PHP sends the customer's number as a number.
  customerId: 17,
})

const openBuild = (scene: Scene, opened: object = order(scene)) =>
  scene.send("POST", "/orders/build", headers(), {
    version: 3,
    merchantUrl: "https://shop.example",
    order: opened,
    paymentSession: { ...session, paymentService: "CARDS" },
  })

const session = {
  actionType: "PAY",
  amount: "3545",
  exemptions: "NO_PREFERENCE",
  language: "ITA",
  resultUrl: "https://shop.example/wp-json/woocommerce-gateway-nexi-xpay/redirect/npg/1042",
  cancelUrl: "https://shop.example/wp-json/woocommerce-gateway-nexi-xpay/cancel/npg/1042",
  notificationUrl: "https://shop.example/wp-json/woocommerce-gateway-nexi-xpay/s2s/npg/1042",
  paymentService: "CARDS",
}

async function contract(scene: Scene, contractType: string): Promise<string> {
  const contractId = randomBytes(9).toString("hex")
  await scene.shop.payByCard(
    scene.shop.explicit,
    { captureType: "IMPLICIT" },
    {
      order: scene.shop.order({ customerId: "17" }),
      recurrence: { action: "CONTRACT_CREATION", contractId, contractType },
    }
  )
  return contractId
}

/** The operation that it refunds: the first AUTHORIZATION or CAPTURE in the list that is AUTHORIZED or EXECUTED. */
async function refundable(scene: Scene, orderId: string): Promise<string> {
  const { operations } = (await scene.send("GET", `/orders/${orderId}`, headers())).body as {
    operations: { operationId: string; operationType: string; operationResult: string }[]
  }
  const found = operations.find(
    ({ operationType, operationResult }) =>
      ["AUTHORIZATION", "CAPTURE"].includes(operationType) &&
      ["AUTHORIZED", "EXECUTED"].includes(operationResult)
  )
  return found?.operationId ?? ""
}

export const wooCommerce: ForeignClient = {
  name: "Nexi's WooCommerce plugin",
  source: "cartasi-x-pay 7.3 to 8.3, WC_Gateway_NPG_API.php",
  usages: [
    {
      does: "tests its credentials",
      call: "GET /payment_methods",
      run: ({ send }) => send("GET", "/payment_methods", headers()),
    },
    {
      does: "opens the page",
      call: "POST /orders/hpp",
      run: (scene) =>
        scene.send("POST", "/orders/hpp", headers(), {
          order: order(scene),
          paymentSession: { ...session, recurrence: { action: "NO_RECURRING" } },
        }),
    },
    {
      does: "opens the page and keeps the card",
      call: "POST /orders/hpp",
      run: (scene) =>
        scene.send("POST", "/orders/hpp", headers(), {
          order: order(scene),
          paymentSession: {
            ...session,
            recurrence: {
              action: "CONTRACT_CREATION",
              contractId: randomBytes(9).toString("hex"),
              contractType: "CIT",
            },
          },
        }),
    },
    {
      does: "opens the page with a customer and an invoice number",
      call: "POST /orders/hpp",
      run: (scene) =>
        scene.send("POST", "/orders/hpp", headers(), {
          order: {
            ...order(scene),
            invoiceId: "Order-1042",
            customerInfo: {
              cardHolderName: "Test Cardholder",
              cardHolderEmail: "cardholder@example.com",
              billingAddress: { street: "Via di Prova 1", city: "Milano", postCode: "20100", country: "ITA" },
              cardHolderAcctInfo: { chAccDate: "2024-03-08", chAccAgeIndicator: "05", nbPurchaseAccount: 3 },
            },
          },
          paymentSession: { ...session, recurrence: { action: "NO_RECURRING" } },
        }),
    },
    {
      does: "opens the page for PayPal alone",
      call: "POST /orders/hpp",
      run: (scene) =>
        scene.send("POST", "/orders/hpp", headers(), {
          order: order(scene),
          paymentSession: { ...session, paymentService: "PAYPAL", recurrence: { action: "NO_RECURRING" } },
        }),
    },
    {
      does: "opens the page with Greek instalments",
      call: "POST /orders/hpp",
      run: (scene) =>
        scene.send("POST", "/orders/hpp", headers(), {
          order: { ...order(scene), plan: { planType: "ACQUIRER_AGREEMENT", installmentQty: 3 } },
          paymentSession: { ...session, recurrence: { action: "NO_RECURRING" } },
        }),
    },
    {
      does: "opens the page to pay with a kept card",
      call: "POST /orders/hpp",
      run: async (scene) => {
        const recurrence = {
          action: "SUBSEQUENT_PAYMENT",
          contractId: await contract(scene, "CIT"),
          contractType: "CIT",
        }
        return scene.send("POST", "/orders/hpp", headers(), {
          order: order(scene),
          paymentSession: { ...session, recurrence },
        })
      },
    },
    {
      does: "opens the page for a subscription's first payment",
      call: "POST /orders/hpp",
      run: (scene) =>
        scene.send("POST", "/orders/hpp", headers(), {
          order: order(scene),
          paymentSession: {
            ...session,
            recurrence: {
              action: "CONTRACT_CREATION",
              contractId: randomBytes(9).toString("hex"),
              contractType: "MIT_UNSCHEDULED",
            },
          },
        }),
    },
    {
      does: "asks how an order stands: the first AUTHORIZATION of its list",
      call: "GET /orders/{id}",
      run: async (scene) => {
        const { orderId } = await scene.shop.payByCard(scene.shop.explicit)
        const answer = await scene.send("GET", `/orders/${orderId}`, headers())
        const { operations } = answer.body as { operations: { operationType: string }[] }
        if (!operations.some(({ operationType }) => operationType === "AUTHORIZATION"))
          throw new Error("There is no authorization.")
        return answer
      },
    },
    {
      does: "asks for the cards of a customer who has none",
      call: "GET /contracts/customers/{id}",
      answer: "404",
      expected: "it reads the 404 as no such customer",
      run: ({ send }) => send("GET", "/contracts/customers/18", headers()),
    },
    {
      does: "opens card fields, the version as a number, and no capture type",
      call: "POST /orders/build",
      run: (scene) => openBuild(scene),
    },
    {
      does: "opens card fields anew with the order's id, as long as nobody has paid",
      call: "POST /orders/build",
      run: async (scene) => {
        const first = order(scene)
        await openBuild(scene, first)
        return openBuild(scene, first)
      },
    },
    {
      does: "asks how card fields stand before it concludes them",
      call: "GET /build/state",
      run: async (scene) => {
        const { sessionId } = await scene.shop.readyBuild(scene.shop.explicit)
        return scene.send("GET", `/build/state?sessionId=${sessionId}`, headers())
      },
    },
    {
      does: "concludes card fields",
      call: "POST /build/finalize_payment",
      run: async (scene) => {
        const { sessionId } = await scene.shop.readyBuild(scene.shop.explicit)
        return scene.send("POST", "/build/finalize_payment", headers(), { sessionId })
      },
    },
    {
      does: "pays with a token of Google Pay",
      call: "POST /orders/googlepay",
      answer: "404",
      notSimulated: "Google Pay tokens",
      run: ({ send }) => send("POST", "/orders/googlepay", headers(), {}),
    },
    {
      does: "captures with a key",
      call: "POST /operations/{id}/captures",
      run: async (scene) => {
        const { operationId } = await scene.shop.payByCard(scene.shop.explicit)
        const path = `/operations/${operationId}/captures`
        return scene.send(
          "POST",
          path,
          { ...headers(), "Idempotency-Key": uuid() },
          { amount: "3545", currency: "EUR" }
        )
      },
    },
    {
      does: "refunds the first authorization or capture of the list",
      call: "POST /operations/{id}/refunds",
      run: async (scene) => {
        const { orderId, operationId } = await scene.shop.payByCard(scene.shop.explicit)
        await scene.shop.explicit.postOnce(`/operations/${operationId}/captures`, {})
        const path = `/operations/${await refundable(scene, orderId)}/refunds`
        return scene.send(
          "POST",
          path,
          { ...headers(), "Idempotency-Key": uuid() },
          { amount: "1000", currency: "EUR" }
        )
      },
    },
    {
      does: "charges a subscription, without a key",
      call: "POST /orders/mit",
      run: async (scene) => {
        const contractId = await contract(scene, "MIT_UNSCHEDULED")
        const { description: _description, ...rest } = order(scene)
        return scene.send("POST", "/orders/mit", headers(), {
          order: rest,
          contractId,
          captureType: "IMPLICIT",
        })
      },
    },
    {
      does: "lists the customer's cards",
      call: "GET /contracts/customers/{id}",
      run: async (scene) => {
        await contract(scene, "CIT")
        return scene.send("GET", "/contracts/customers/17", headers())
      },
    },
    {
      does: "removes a card, and fails on an answer that is no JSON",
      call: "POST /contracts/{id}/deactivation",
      run: async (scene) => {
        const answer = await scene.send(
          "POST",
          `/contracts/${await contract(scene, "CIT")}/deactivation`,
          headers(),
          []
        )
        JSON.parse(answer.text)
        return answer
      },
    },
  ],
}
