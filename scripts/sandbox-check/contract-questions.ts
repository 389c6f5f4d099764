import { randomUUID } from "node:crypto"
import { approvedCards, order } from "./card-data"
import { NEEDS_BROWSER, validated } from "./challenge-questions"
import { fields, inWords, operationsOf, text, told, answeredWithResult } from "./conversation"
import type { Question } from "./question"

const contracts: Question = {
  title: "Saved cards: made by 3 steps, charged with and without a key, deactivated",
  needs: NEEDS_BROWSER,
  async ask(asking) {
    const { xpay, newOrderId } = asking
    const [card] = approvedCards(new Date())
    const contractId = asking.newContractId()
    const customerId = contractId
    const recurrence = { action: "CONTRACT_CREATION", contractId, contractType: "MIT_UNSCHEDULED" }
    const changes = { customerId }
    const paying = await validated(asking, card, "contract", { recurrence }, changes)
    if (paying === undefined) {
      return undefined
    }
    const { orderId, operationId, proof } = paying
    const { authenticationValue } = proof
    const made = await xpay.post("3steps-payment-contract", "/orders/3steps/payment", {
      operationId,
      order: order(orderId, changes),
      card,
      captureType: "EXPLICIT",
      recurrence,
      threeDSAuthData: { authenticationValue },
    })
    const list = async (name: string) => await xpay.get(name, `/contracts/customers/${customerId}`)
    const charge = async (name: string, captureType: string, headers: Readonly<Record<string, string>>) => {
      const id = newOrderId()
      const charged = await xpay.post(
        name,
        "/orders/mit",
        { order: order(id), contractId, captureType },
        { headers }
      )
      return { id, charged }
    }
    const key = () => ({ "idempotency-key": randomUUID() })
    const before = await list("contracts-customer")
    const withKey = await charge("orders-mit", "IMPLICIT", key())
    const withoutKey = await charge("orders-mit-no-key", "IMPLICIT", {})
    const explicit = await charge("orders-mit-explicit", "EXPLICIT", key())
    const read = await asking.readResolved("orders-get-mit-explicit", explicit.id, 1)
    const deactivate = async (name: string) =>
      await xpay.post(name, `/contracts/${contractId}/deactivation`, {})
    const deactivated = await deactivate("contracts-deactivation")
    const again = await deactivate("contracts-deactivation-again")
    const late = await charge("orders-mit-deactivated", "IMPLICIT", key())
    const after = await list("contracts-customer-deactivated")
    return {
      "payment that saves the card": answeredWithResult(made),
      "contracts listed": String(countOf(before.body)),
      "charge with a key": answeredWithResult(withKey.charged),
      "charge without a key": answeredWithResult(withoutKey.charged),
      "charge with EXPLICIT": answeredWithResult(explicit.charged),
      "it is listed as": operationsOf(read).map(inWords).join(", "),
      deactivation: told(deactivated),
      "deactivation again": told(again),
      "charge after it": told(late.charged),
      "contracts listed after it": String(countOf(after.body)),
    }
  },
}

function countOf(body: unknown): number {
  const { contracts: list } = fields(body)
  return Array.isArray(list) ? list.filter((one) => text(one, "contractId") !== "").length : 0
}

/** About saved cards. */
export const CONTRACT_QUESTIONS: readonly Question[] = [contracts]
