import type { ContractType } from "./contract"
import { checkedContractId, checkedDate } from "./identifiers"
import type { ContractId } from "../../domain/ids"

/** What a payment does with a saved card. */
export type Recurrence =
  | { readonly action: "NO_RECURRING" }
  | {
      /** Save the card under `contractId`, pay with the card saved there, or replace it with another card. */
      readonly action: "CONTRACT_CREATION" | "SUBSEQUENT_PAYMENT" | "CARD_SUBSTITUTION"
      /** Chosen by us, unique, 1 to 18 letters and digits. */
      readonly contractId: ContractId
      readonly contractType?: ContractType | undefined
      /** `YYYY-MM-DD`; scheduled contracts only. */
      readonly expiresOn?: string | undefined
      /** Minimum number of days between two charges; scheduled contracts only. */
      readonly frequencyDays?: number | undefined
    }

const LONGEST_FREQUENCY = 9999

export function recurrenceToWire(recurrence: Recurrence): Record<string, string> {
  if (recurrence.action === "NO_RECURRING") {
    return { action: recurrence.action }
  }
  const { action, contractId, contractType, expiresOn, frequencyDays } = recurrence
  return {
    action,
    contractId: checkedContractId(contractId),
    ...(contractType === undefined ? {} : { contractType }),
    ...(expiresOn === undefined ? {} : { contractExpiryDate: checkedDate(expiresOn) }),
    ...(frequencyDays === undefined ? {} : { contractFrequency: checkedFrequency(frequencyDays) }),
  }
}

function checkedFrequency(days: number): string {
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_FREQUENCY) {
    throw new TypeError("A contract frequency is a whole number of days from 1 to 9999")
  }
  return String(days)
}
