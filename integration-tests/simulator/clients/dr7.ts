import { type ForeignClient } from "./foreign-client"
import { headers, linkDay, makeNewerLink } from "./newer-link"

/** A car rental's functions. */
export const dr7: ForeignClient = {
  name: "dr7",
  source: "DR7app/DR7-AI, in production",
  usages: [
    {
      does: "makes a link by version 2, its date in both places",
      call: "POST /v2/orders/paybylink",
      run: (scene) => makeNewerLink(scene, { expirationDate: linkDay() }),
    },
    {
      does: "charges a card without a key",
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
