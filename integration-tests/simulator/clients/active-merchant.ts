import { randomBytes, randomUUID } from "node:crypto"
import { visa } from "../support/shop"
import { type ForeignClient, type Scene } from "./foreign-client"

/** It sends the order id as the call's id. */
const headers = (orderId: string) => ({ "Correlation-Id": orderId, "Content-Type": "application/json" })

const payment = (orderId: string) => ({
  order: {
    orderId,
    amount: "100",
    currency: "EUR",
    customerInfo: {
      cardHolderName: "Jim Smith",
      cardHolderEmail: "jim@example.com",
      // Two letters: XPay drops the address and warns.
      billingAddress: {
        name: "Jim Smith",
        street: "456 My Street",
        city: "Ottawa",
        postCode: "K1C2N6",
        country: "CA",
      },
    },
  },
  card: visa,
  exemptions: "NO_PREFERENCE",
})

async function authenticated(scene: Scene) {
  const order = payment(scene.shop.order().orderId).order
  const { operationId } = await scene.shop.authenticate(scene.shop.explicit, { order }, "succeeds", "2steps")
  return { orderId: order.orderId, operationId }
}

const paying = (does: string, captureType: "IMPLICIT" | "EXPLICIT") => ({
  does,
  call: "POST /orders/2steps/payment",
  run: async (scene: Scene) => {
    const { orderId, operationId } = await authenticated(scene)
    return scene.send("POST", "/orders/2steps/payment", headers(orderId), {
      captureType,
      ...payment(orderId),
      threeDSAuthData: { threeDSAuthResponse: "notneeded" },
      operationId,
    })
  },
})

export const activeMerchant: ForeignClient = {
  name: "ActiveMerchant",
  source: "activemerchant/active_merchant, gateways/xpay.rb, its unit test and its remote test",
  usages: [
    {
      does: "starts 3-D Secure in two steps",
      call: "POST /orders/2steps/init",
      run: (scene) => {
        const { orderId } = scene.shop.order()
        const recurrence = { action: "NO_RECURRING" }
        return scene.send("POST", "/orders/2steps/init", headers(orderId), {
          ...payment(orderId),
          recurrence,
          threeDSAuthData: {},
        })
      },
    },
    {
      does: "pays without 3-D Secure",
      call: "POST /orders/2steps/payment",
      answer: "400 GW0001",
      expected: "its own test of the sandbox expects this answer, HTTP 400, An internal error occurred",
      run: (scene) => {
        const { orderId } = scene.shop.order()
        return scene.send("POST", "/orders/2steps/payment", headers(orderId), {
          captureType: "IMPLICIT",
          ...payment(orderId),
          recurrence: { action: "NO_RECURRING" },
          threeDSAuthData: {},
        })
      },
    },
    {
      does: "starts 3-D Secure with an order id of 27 characters",
      call: "POST /orders/2steps/init",
      run: (scene) => {
        const orderId = randomBytes(14).toString("hex").slice(0, 27)
        return scene.send("POST", "/orders/2steps/init", headers(orderId), {
          ...payment(orderId),
          recurrence: { action: "NO_RECURRING" },
          threeDSAuthData: {},
        })
      },
    },
    paying("pays at once", "IMPLICIT"),
    paying("authorizes", "EXPLICIT"),
    {
      does: "checks a card",
      call: "POST /orders/card_verification",
      run: (scene) => {
        const { orderId } = scene.shop.order()
        return scene.send("POST", "/orders/card_verification", headers(orderId), {
          order: { orderId, amount: "0", currency: "EUR" },
          card: visa,
        })
      },
    },
    {
      does: "captures with a key and a number for an amount",
      call: "POST /operations/{id}/captures",
      run: async (scene) => {
        const { operationId } = await scene.shop.payByCard(scene.shop.explicit)
        const keyed = { ...headers("order"), "Idempotency-Key": randomUUID() }
        return scene.send("POST", `/operations/${operationId}/captures`, keyed, {
          amount: 3545,
          currency: "EUR",
          description: "example",
        })
      },
    },
    {
      does: "refunds with a key and a number for an amount, by the authorization's id",
      call: "POST /operations/{id}/refunds",
      run: async (scene) => {
        const { operationId } = await scene.shop.payByCard(scene.shop.explicit, { captureType: "IMPLICIT" })
        const keyed = { ...headers("order"), "Idempotency-Key": randomUUID() }
        return scene.send("POST", `/operations/${operationId}/refunds`, keyed, {
          amount: 1000,
          currency: "EUR",
          description: "example",
        })
      },
    },
    {
      does: "cancels a capture without a key",
      call: "POST /operations/{id}/cancels",
      answer: "400 PS0074",
      contradiction: "production asks for a key on cancels",
      run: async (scene) => {
        const { operationId } = await scene.shop.payByCard(scene.shop.explicit)
        return scene.send("POST", `/operations/${operationId}/cancels`, headers("order"), {
          description: "example",
        })
      },
    },
  ],
}
