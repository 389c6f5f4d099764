import type { PayerId } from "../../domain/ids"
import { isExpired } from "../../domain/card-expiry"
import { payerId } from "../../domain/payer-id"
import type { Recurrence } from "../../gateway/wire/recurrence"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { ContractKind, SavedCardRecord } from "../../modules/xpay/saved-cards"
import type { Engine } from "../engine"

/** A customer's wish to have the card of a payment kept, and what it may be used for. */
export interface CardSaving {
  readonly kind: ContractKind
  /** The card provider of the terminal, which the card then belongs to. */
  readonly cardProviderId: string
}

/** What the calls of a payment say about a saved card; nothing for payments that have to do with none. */
export interface ContractTerms {
  readonly customerId?: PayerId
  readonly recurrence?: Recurrence
  /** A customer who lets the shop charge alone must have been asked by the bank once. Source: PSD2, article 97. */
  readonly exemptions?: "CHALLENGE_REQUESTED"
}

const WIRE_TYPE = { cit: "CIT", mit: "MIT_UNSCHEDULED" } as const

/** The contract part of every call of a payment: the same from init to payment, as XPay wants it. */
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
 * Whether a card is of use to its owner: an expired one is not, unless the shop charges it. There issuers let cards go on
 * under their new dates, and the owner must be able to remove it. A card whose expiry XPay did not say is the issuer's to
 * judge.
 */
export function isOffered({ contract_type: kind, card_expiry: expiry }: SavedCardRecord): boolean {
  return kind === "mit" || expiry === null || !isExpired(expiry, Date.now())
}

/** Brings the saved card that a payment was to make to what became of the payment. */
export async function resolveSavedCard({ savedCards }: Engine, attempt: AttemptRecord): Promise<void> {
  if (attempt.contract_id === null) {
    return
  }
  await (attempt.authorized_at === null ? savedCards.resolve(attempt) : savedCards.resolveApproved(attempt))
}
