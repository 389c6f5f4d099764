import type { PayerId } from "../../domain/ids"
import { isExpired } from "../../domain/card-expiry"
import { payerId } from "../../domain/payer-id"
import type { Recurrence } from "../../gateway/wire/recurrence"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { ContractKind, SavedCardRecord } from "../../modules/xpay/saved-cards"
import type { Engine } from "../engine"

/** A customer's request to save the card of a payment, and the permitted use. */
export interface CardSaving {
  readonly kind: ContractKind
  /** The terminal's card provider, to which the card will belong. */
  readonly cardProviderId: string
}

/** The saved-card fields of a payment's calls; empty if the payment involves no saved card. */
export interface ContractTerms {
  readonly customerId?: PayerId
  readonly recurrence?: Recurrence
  /**
   * The bank must authenticate once a customer who lets the shop charge the card alone. Source: PSD2, article
   * 97.
   */
  readonly exemptions?: "CHALLENGE_REQUESTED"
}

const WIRE_TYPE = { cit: "CIT", mit: "MIT_UNSCHEDULED" } as const

/** The contract fields of every call of a payment: XPay requires the same ones from init to payment. */
export async function contractTerms(engine: Engine, attempt: AttemptRecord): Promise<ContractTerms> {
  const { contract_id: contractId } = attempt
  const card = contractId === null ? undefined : await engine.savedCards.findByContract(contractId)
  if (contractId === null || card === undefined) {
    return {}
  }
  const isMaking = card.attempt_id === attempt.id
  return {
    customerId: payerId(card.customer_id),
    recurrence: {
      action: isMaking ? "CONTRACT_CREATION" : "SUBSEQUENT_PAYMENT",
      contractId,
      contractType: WIRE_TYPE[card.contract_type],
    },
    ...(isMaking && card.contract_type === "mit" ? { exemptions: "CHALLENGE_REQUESTED" } : {}),
  }
}

/**
 * Whether a card is usable for its owner. An expired card is not, unless the shop charges it: issuers then
 * continue such cards under their new dates, and the owner must be able to remove them. If XPay did not
 * report the expiry, the issuer decides.
 */
export function isOffered({ contract_type: kind, card_expiry: expiry }: SavedCardRecord): boolean {
  return kind === "mit" || expiry === null || !isExpired(expiry, Date.now())
}

/** Updates the saved card that a payment was to create, according to the outcome of the payment. */
export async function resolveSavedCard({ savedCards }: Engine, attempt: AttemptRecord): Promise<void> {
  if (attempt.contract_id === null) {
    return
  }
  await (attempt.authorized_at === null ? savedCards.resolve(attempt) : savedCards.resolveApproved(attempt))
}
