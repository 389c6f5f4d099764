import { randomBytes, randomUUID } from "node:crypto"
import { type ForeignClient, type Scene } from "./foreign-client"

const headers = () => ({ "Content-Type": "application/json", "Correlation-Id": randomUUID() })
const keyed = () => ({ ...headers(), "Idempotency-Key": randomUUID() })

/** It sends a card without a security code. */
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

const contract = () => ({
  action: "CONTRACT_CREATION",
  contractId: randomBytes(9).toString("hex"),
  contractType: "MIT_UNSCHEDULED",
})

async function captured(scene: Scene): Promise<string> {
  const { operationId } = await scene.shop.payByCard(scene.shop.explicit)
  const answer = await scene.shop.explicit.postOnce(`/operations/${operationId}/captures`, {
    amount: "3545",
    currency: "EUR",
  })
  return (answer.body as { operationId: string }).operationId
}

const refund = async (scene: Scene) =>
  scene.send("POST", `/operations/${await captured(scene)}/refunds`, keyed(), {
    amount: "1000",
    currency: "EUR",
  })

/** Reads the operation by its own id, and uses its result. */
async function sync(scene: Scene, operationId: string, wanted: readonly string[]) {
  const answer = await scene.send("GET", `/operations/${operationId}`, headers())
  const { operationResult } = answer.body as { operationResult: string }
  if (!wanted.includes(operationResult)) throw new Error(`The result is ${operationResult}.`)
  return answer
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
    { does: "refunds by the capture's id", call: "POST /operations/{id}/refunds", run: refund },
    {
      does: "reads a refund until it is VOIDED, REFUNDED or EXECUTED",
      call: "GET /operations/{id}",
      run: async (scene) => {
        const { operationId } = (await refund(scene)).body as { operationId: string }
        return sync(scene, operationId, ["VOIDED", "REFUNDED", "EXECUTED"])
      },
    },
    {
      does: "reads a capture until it is EXECUTED",
      call: "GET /operations/{id}",
      run: async (scene) => sync(scene, await captured(scene), ["EXECUTED"]),
    },
    {
      does: "saves a card without a charge (VERIFY)",
      call: "POST /orders/3steps/init",
      run: (scene) =>
        scene.send("POST", "/orders/3steps/init", headers(), {
          order: { ...order(scene), amount: "0" },
          card,
          recurrence: contract(),
          actionType: "VERIFY",
        }),
    },
    {
      does: "saves a card without a charge, as before November 2025 (no VERIFY)",
      call: "POST /orders/3steps/init",
      answer: "400 PS0026",
      contradiction: "its own issue 10449: XPay has asked for VERIFY since",
      run: (scene) =>
        scene.send("POST", "/orders/3steps/init", headers(), {
          order: { ...order(scene), amount: "0" },
          card,
          recurrence: contract(),
        }),
    },
    {
      does: "validates with nulls when the payer gave up (its issue 13312)",
      call: "POST /orders/3steps/validation",
      answer: "400 GW0001",
      expected: "this is what it was answered",
      run: ({ send }) =>
        send("POST", "/orders/3steps/validation", headers(), {
          operationId: null,
          threeDSAuthResponse: null,
        }),
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
        const creation = contract()
        const { contractId } = creation
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
