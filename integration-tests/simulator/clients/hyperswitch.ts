import { randomBytes, randomUUID } from "node:crypto"
import { type ForeignClient, type Scene } from "./foreign-client"

const headers = () => ({ "Content-Type": "application/json", "Correlation-Id": randomUUID() })
const keyed = () => ({ ...headers(), "Idempotency-Key": randomUUID() })

/** It sends no security code with a card. */
const card = { pan: "4349940199004549", expiryDate: "1230" }

const order = (scene: Scene) => ({
  orderId: scene.shop.order().orderId,
  amount: "3545",
  currency: "EUR",
  description: "Its my first payment request",
  customerInfo: {
    cardHolderName: "Test Cardholder",
    billingAddress: {
      name: "Test Cardholder",
      street: "Via di Prova 1",
      city: "Milano",
      postCode: "20100",
      country: "ITA",
    },
  },
})

const recurrence = { action: "NO_RECURRING", contractId: null, contractType: null }

async function payBySteps(scene: Scene, authData: (value: string) => object) {
  const ordered = order(scene)
  const { operationId } = await scene.shop.authenticate(scene.shop.explicit, { order: ordered, card })
  const validation = await scene.send("POST", "/orders/3steps/validation", headers(), {
    operationId,
    threeDSAuthResponse: "notneeded",
  })
  const { authenticationValue } = (validation.body as { threeDSAuthResult: { authenticationValue: string } })
    .threeDSAuthResult
  return scene.send("POST", "/orders/3steps/payment", headers(), {
    order: ordered,
    card,
    operationId,
    captureType: "EXPLICIT",
    threeDSAuthData: authData(authenticationValue),
    recurrence,
  })
}

async function change(scene: Scene, verb: "captures" | "refunds") {
  const { operationId } = await scene.shop.payByCard(scene.shop.explicit)
  return scene.send("POST", `/operations/${operationId}/${verb}`, keyed(), {
    description: null,
    amount: "3545",
    currency: "EUR",
  })
}

export const hyperswitch: ForeignClient = {
  name: "hyperswitch",
  source: "juspay/hyperswitch, connectors/nexixpay.rs and nexixpay/transformers.rs",
  usages: [
    {
      does: "starts 3-D Secure, with nulls and without a security code",
      call: "POST /orders/3steps/init",
      run: (scene) =>
        scene.send("POST", "/orders/3steps/init", headers(), { order: order(scene), card, recurrence }),
    },
    {
      does: "pays with PaRes and authentication value",
      call: "POST /orders/3steps/payment",
      run: (scene) =>
        payBySteps(scene, (authenticationValue) => ({
          threeDSAuthResponse: "notneeded",
          authenticationValue,
        })),
    },
    { does: "captures", call: "POST /operations/{id}/captures", run: (scene) => change(scene, "captures") },
    {
      does: "voids an authorization as a refund of all of it",
      call: "POST /operations/{id}/refunds",
      run: (scene) => change(scene, "refunds"),
    },
    {
      does: "reads an operation",
      call: "GET /operations/{id}",
      run: async (scene) => {
        const { operationId } = await scene.shop.payByCard(scene.shop.explicit)
        return scene.send("GET", `/operations/${operationId}`, headers())
      },
    },
    {
      does: "charges a contract, without a key",
      call: "POST /orders/mit",
      run: async (scene) => {
        const contractId = randomBytes(9).toString("hex")
        const creation = { action: "CONTRACT_CREATION", contractId, contractType: "MIT_UNSCHEDULED" }
        await scene.shop.payByCard(scene.shop.explicit, { captureType: "IMPLICIT" }, { recurrence: creation })
        return scene.send("POST", "/orders/mit", headers(), {
          order: order(scene),
          contractId,
          captureType: "IMPLICIT",
        })
      },
    },
  ],
}
