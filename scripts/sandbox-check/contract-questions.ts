import { randomUUID } from "node:crypto"
import { approvedCards, order, type WireCard } from "./card-data"
import { NEEDS_BROWSER, validated } from "./challenge-questions"
import { fields, inWords, operationsOf, text, told, answeredWithResult } from "./conversation"
import type { Asking, Question } from "./question"

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
    const other = await secondContract(asking, card, customerId)
    if (other === undefined) {
      return undefined
    }
    const begin = async (name: string, wish: object) =>
      told(
        await xpay.post(name, "/orders/3steps/init", {
          order: order(newOrderId(), changes),
          card,
          recurrence: wish,
        })
      )
    const usedId = await begin("3steps-init-used-contract", recurrence)
    const byPayer = await begin("3steps-init-contract-by-payer", {
      action: "SUBSEQUENT_PAYMENT",
      contractId,
      contractType: "CIT",
    })
    const before = await list("contracts-customer")
    const withKey = await charge("orders-mit", "IMPLICIT", key())
    const withoutKey = await charge("orders-mit-no-key", "IMPLICIT", {})
    const explicit = await charge("orders-mit-explicit", "EXPLICIT", key())
    const read = await asking.readResolved("orders-get-mit-explicit", explicit.id, 1)
    const deactivate = async (name: string, id = contractId) =>
      await xpay.post(name, `/contracts/${id}/deactivation`, {})
    const deactivated = await deactivate("contracts-deactivation")
    const again = await deactivate("contracts-deactivation-again")
    const late = await charge("orders-mit-deactivated", "IMPLICIT", key())
    const after = await list("contracts-customer-deactivated")
    await deactivate("contracts-deactivation-last", other)
    const none = await list("contracts-customer-all-deactivated")
    return {
      "payment that saves the card": answeredWithResult(made),
      "contracts listed": String(countOf(before.body)),
      "another card under its id": usedId,
      "a payment by the payer": byPayer,
      "charge with a key": answeredWithResult(withKey.charged),
      "charge without a key": answeredWithResult(withoutKey.charged),
      "charge with EXPLICIT": answeredWithResult(explicit.charged),
      "it is listed as": operationsOf(read).map(inWords).join(", "),
      deactivation: told(deactivated),
      "deactivation again": told(again),
      "charge after it": told(late.charged),
      "contracts listed after it": String(countOf(after.body)),
      "list of a customer whose contracts are all deactivated": told(none),
    }
  },
}

/**
 * Saves another card of the same customer, so that one is left when the first is removed; undefined: it was not saved.
 */
async function secondContract(
  asking: Asking,
  card: WireCard | undefined,
  customerId: string
): Promise<string | undefined> {
  const contractId = asking.newContractId()
  const recurrence = { action: "CONTRACT_CREATION", contractId, contractType: "MIT_UNSCHEDULED" }
  const paying = await validated(asking, card, "contract-second", { recurrence }, { customerId })
  if (paying === undefined) {
    return undefined
  }
  const { orderId, operationId, proof } = paying
  const made = await asking.xpay.post("3steps-payment-contract-second", "/orders/3steps/payment", {
    operationId,
    order: order(orderId, { customerId }),
    card,
    captureType: "EXPLICIT",
    recurrence,
    threeDSAuthData: { authenticationValue: proof.authenticationValue },
  })
  return made.status === 200 ? contractId : undefined
}

function countOf(body: unknown): number {
  const { contracts: list } = fields(body)
  return Array.isArray(list) ? list.filter((one) => text(one, "contractId") !== "").length : 0
}

/** Saved cards. */
export const CONTRACT_QUESTIONS: readonly Question[] = [contracts]
