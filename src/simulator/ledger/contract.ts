import { refuse, refuseSomehow } from "../refusal"
import { type CardFacts } from "../cards/card-facts"
import { addDays, romeDate } from "../time/italian-time"
import { type Switches } from "../switches"
import { type SimulatedClock } from "../time/simulated-clock"
import { type CustomerInfo } from "./customer-info"

export const contractTypes = ["CIT", "MIT_UNSCHEDULED", "MIT_SCHEDULED"] as const
export type ContractType = (typeof contractTypes)[number]

export const recurrenceActions = [
  "NO_RECURRING",
  "CONTRACT_CREATION",
  "SUBSEQUENT_PAYMENT",
  "CARD_SUBSTITUTION",
] as const

/** How a payment uses a stored card. */
export interface Recurrence {
  readonly action: (typeof recurrenceActions)[number]
  readonly contractId?: string | undefined
  readonly contractType?: ContractType | undefined
  readonly contractExpiryDate?: string | undefined
  readonly contractFrequency?: string | undefined
}

/** A stored card. */
export interface Contract {
  readonly contractId: string
  readonly terminal: string
  readonly contractType: ContractType
  readonly contractExpiryDate: string | null
  /** Minimum days between two charges, for scheduled contracts. */
  readonly contractFrequency: string | null
  readonly customerId: string | null
  readonly customerInfo: CustomerInfo | null
  card: CardFacts
  isActive: boolean
  lastChargeAt: number | null
}

/** The stored cards of all terminals. */
export class Contracts {
  private readonly contracts = new Map<string, Contract>()

  constructor(private readonly clock: SimulatedClock) {}

  all(): readonly Contract[] {
    return [...this.contracts.values()]
  }

  find(terminal: string, contractId: string): Contract | undefined {
    const contract = this.contracts.get(contractId)
    return contract?.terminal === terminal ? contract : undefined
  }

  /**
   * Refuses a recurrence that cannot work, such as one with an unknown contract. Switches decide whether an id can be
   * used only once, and whether a contract for payments by the payer (SUBSEQUENT_PAYMENT) must be of type CIT.
   */
  requireUsable(
    { usedContractId, subsequentPaymentType }: Switches,
    terminal: string,
    recurrence: Recurrence | undefined
  ): void {
    if (!recurrence || recurrence.action === "NO_RECURRING") return
    const { action, contractId, contractType } = recurrence
    if (contractId === undefined || !/^[A-Za-z0-9]{1,18}$/.test(contractId)) refuse("PS0017", "contractId")
    if (action === "CONTRACT_CREATION") {
      const isUsed = this.contracts.has(contractId)
      if (isUsed && usedContractId === "refused") refuseSomehow("PS0017", "contractId")
      if (contractType === undefined) refuseSomehow("PS0026", "contractType")
      requireSchedule(contractType, recurrence)
      return
    }
    const contract = this.find(terminal, contractId)
    if (!contract?.isActive) refuse("PS0017", "contractId")
    const isOfPayer = contract.contractType === "CIT" || subsequentPaymentType === "any"
    if (action === "SUBSEQUENT_PAYMENT" && !isOfPayer) refuseSomehow("PS0017", "contractType")
  }

  /** Stores or replaces the card after a successful payment. */
  conclude(terminal: string, recurrence: Recurrence | null, payment: ContractPayment): void {
    if (!recurrence?.contractId) return
    const existing = this.find(terminal, recurrence.contractId)
    if (recurrence.action === "CARD_SUBSTITUTION" && existing) existing.card = payment.card
    if (recurrence.action === "SUBSEQUENT_PAYMENT" && existing) existing.lastChargeAt = this.clock.now()
    if (recurrence.action !== "CONTRACT_CREATION" || recurrence.contractType === undefined) return
    this.contracts.set(recurrence.contractId, {
      contractId: recurrence.contractId,
      terminal,
      contractType: recurrence.contractType,
      contractExpiryDate: recurrence.contractExpiryDate ?? null,
      contractFrequency: recurrence.contractFrequency ?? null,
      customerId: payment.customerId,
      customerInfo: payment.customerInfo,
      card: payment.card,
      isActive: true,
      lastChargeAt: payment.isCharge ? this.clock.now() : null,
    })
  }

  /**
   * The contract for a merchant-initiated charge. It must be of an MIT type; a scheduled one must not be expired or
   * charged too recently (`contractFrequency` is the minimum number of days in between).
   */
  requireChargeable(terminal: string, contractId: string): Contract {
    const contract = this.find(terminal, contractId)
    if (!contract?.isActive) refuse("PS0017", "contractId")
    if (contract.contractType === "CIT") refuse("PS0043", "contractId")
    const today = romeDate(this.clock.now())
    if (contract.contractExpiryDate !== null && today > contract.contractExpiryDate)
      refuseSomehow("PS0043", "contractId")
    if (contract.contractFrequency !== null && contract.lastChargeAt !== null) {
      const nextDay = addDays(romeDate(contract.lastChargeAt), Number(contract.contractFrequency))
      if (today < nextDay) refuseSomehow("PS0043", "contractId")
    }
    return contract
  }

  noteCharge(contract: Contract): void {
    contract.lastChargeAt = this.clock.now()
  }

  deactivate(terminal: string, contractId: string): void {
    const contract = this.find(terminal, contractId)
    if (!contract?.isActive) refuse("PS0017", "contractId")
    contract.isActive = false
  }

  clear(): void {
    this.contracts.clear()
  }
}

interface ContractPayment {
  readonly card: CardFacts
  readonly customerId: string | null
  readonly customerInfo: CustomerInfo | null
  readonly isCharge: boolean
}

/** Scheduled contracts require expiry and frequency; others must not have them. */
function requireSchedule(contractType: ContractType, recurrence: Recurrence): void {
  const isScheduled = contractType === "MIT_SCHEDULED"
  for (const field of ["contractExpiryDate", "contractFrequency"] as const) {
    if (isScheduled !== (recurrence[field] !== undefined)) refuseSomehow("PS0026", field)
  }
}
