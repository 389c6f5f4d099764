import { randomBytes, randomUUID } from "node:crypto"
import { visa } from "../support/shop"
import { buildRequest } from "./build-request"
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

async function contract(scene: Scene, contractType: string): Promise<string> {
  const contractId = randomBytes(9).toString("hex")
  const recurrence = { action: "CONTRACT_CREATION", contractId, contractType }
  const order = scene.shop.order({ customerId: "cust0001" })
  await scene.shop.payByCard(scene.shop.explicit, { captureType: "IMPLICIT" }, { order, recurrence })
  return contractId
}

async function charge(scene: Scene, path: string) {
  const { operationId } = await scene.shop.payByCard(scene.shop.explicit, { captureType: "IMPLICIT" })
  return scene.send("POST", path, keyed(), {
    originalOperationId: operationId,
    amount: "500",
    currency: "EUR",
  })
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
      does: "cancels a link",
      call: "POST /paybylink/{id}/cancels",
      run: async (scene) => {
        const made = await scene.shop.explicit.post("/orders/paybylink", {
          order: scene.shop.order(),
          paymentSession: scene.shop.session(),
          expirationDate: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10),
        })
        const { linkId } = (made.body as { paymentLink: { linkId: string } }).paymentLink
        return scene.send("POST", `/paybylink/${linkId}/cancels`, headers())
      },
    },
    {
      does: "starts 3-D Secure in two steps",
      call: "POST /orders/2steps/init",
      run: (scene) =>
        scene.send("POST", "/orders/2steps/init", headers(), { order: scene.shop.order(), card: visa }),
    },
    {
      does: "pays in two steps with the response alone",
      call: "POST /orders/2steps/payment",
      run: async (scene) => {
        const paying = await scene.shop.authenticate(scene.shop.explicit, {}, "succeeds", "2steps")
        const { operationId, order } = paying
        return scene.send("POST", "/orders/2steps/payment", headers(), {
          operationId,
          order,
          card: visa,
          captureType: "EXPLICIT",
          threeDSAuthData: { threeDSAuthResponse: "notneeded" },
        })
      },
    },
    {
      does: "validates, and pays with value, eci and xid",
      call: "POST /orders/3steps/payment",
      run: async (scene) => {
        const { operationId, order } = await scene.shop.authenticate(scene.shop.explicit)
        const { body } = await scene.send("POST", "/orders/3steps/validation", headers(), {
          operationId,
          threeDSAuthResponse: "notneeded",
        })
        const { authenticationValue, eci, xid } = body.threeDSAuthResult as Record<string, string>
        return scene.send("POST", "/orders/3steps/payment", headers(), {
          operationId,
          order,
          card: visa,
          captureType: "IMPLICIT",
          threeDSAuthData: { authenticationValue, eci, xid },
        })
      },
    },
    {
      does: "takes a MOTO payment",
      call: "POST /orders/moto",
      run: (scene) =>
        scene.send("POST", "/orders/moto", headers(), {
          order: scene.shop.order(),
          card: visa,
          captureType: "IMPLICIT",
        }),
    },
    {
      does: "checks a card",
      call: "POST /orders/card_verification",
      run: (scene) =>
        scene.send("POST", "/orders/card_verification", headers(), {
          order: scene.shop.order({ amount: "0" }),
          card: visa,
        }),
    },
    {
      does: "pays with a virtual card",
      call: "POST /orders/virtual_card",
      run: (scene) =>
        scene.send("POST", "/orders/virtual_card", headers(), {
          order: scene.shop.order(),
          card: visa,
          captureType: "IMPLICIT",
          sessionAmount: "3000",
        }),
    },
    {
      does: "charges a contract with a key",
      call: "POST /orders/mit",
      run: async (scene) =>
        scene.send("POST", "/orders/mit", keyed(), {
          order: scene.shop.order(),
          contractId: await contract(scene, "MIT_UNSCHEDULED"),
          captureType: "IMPLICIT",
        }),
    },
    {
      does: "lists a customer's cards",
      call: "GET /contracts/customers/{id}",
      run: async (scene) => {
        await contract(scene, "CIT")
        return scene.send("GET", "/contracts/customers/cust0001", headers())
      },
    },
    {
      does: "deactivates a card without a body",
      call: "POST /contracts/{id}/deactivation",
      run: async (scene) =>
        scene.send("POST", `/contracts/${await contract(scene, "CIT")}/deactivation`, headers()),
    },
    {
      does: "lists the methods of the terminal",
      call: "GET /payment_methods",
      run: ({ send }) => send("GET", "/payment_methods", headers()),
    },
    {
      does: "reads an order and finds none",
      call: "GET /orders/{id}",
      answer: "404",
      expected: "it reads the 404 as no such order",
      run: ({ send }) => send("GET", "/orders/NOSUCHORDER", headers()),
    },
    {
      does: "looks for operations by channel and type",
      call: "GET /operations",
      run: ({ send }) =>
        send("GET", "/operations?channel=ECOMMERCE&operationType=AUTHORIZATION&maxRecords=5", headers()),
    },
    {
      does: "captures with a key",
      call: "POST /operations/{id}/captures",
      run: async (scene) => {
        const { operationId } = await scene.shop.payByCard(scene.shop.explicit)
        return scene.send("POST", `/operations/${operationId}/captures`, keyed(), {
          amount: "3545",
          currency: "EUR",
          description: "shipped",
        })
      },
    },
    {
      does: "charges for a guest who did not come",
      call: "POST /no_shows",
      run: (scene) => charge(scene, "/no_shows"),
    },
    {
      does: "charges for extras afterwards",
      call: "POST /delay_charges",
      run: (scene) => charge(scene, "/delay_charges"),
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
      notSimulated: "terms and conditions",
      run: ({ send }) => send("POST", "/termsAndConditions", headers(), {}),
    },
    {
      does: "creates a reservation",
      call: "POST /reservations",
      answer: "404",
      notSimulated: "reservations",
      run: ({ send }) => send("POST", "/reservations", headers(), {}),
    },
    {
      does: "creates a structure",
      call: "POST /structures",
      answer: "404",
      notSimulated: "structures",
      run: ({ send }) => send("POST", "/structures", headers(), {}),
    },
    {
      does: "opens card fields",
      call: "POST /orders/build",
      answer: "400 PS0026",
      notSimulated: "version 1 of Build",
      run: ({ shop, send }) => send("POST", "/orders/build", headers(), buildRequest(shop, "1")),
    },
  ],
}
