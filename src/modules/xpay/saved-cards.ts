import type { AttemptId, ContractId, CustomerId, WithIds } from "../../domain/ids"
import { channelsWhere } from "../../domain/channels"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InferTypeOf } from "@medusajs/framework/types"
import { generateEntityId } from "@medusajs/framework/utils"
import { ENDED_WITHOUT_MONEY_STATES } from "../../domain/attempt-state"
import type { SavedCard } from "./models/saved-card"
import type { AttemptRecord } from "./journal/records"

/** A row of `xpay_saved_card`. */
export type SavedCardRecord = WithIds<
  InferTypeOf<typeof SavedCard>,
  { contract_id: ContractId; customer_id: CustomerId; attempt_id: AttemptId | null }
>

/** The purpose of a saved card, in Medusa's terms; XPay's are `CIT` and `MIT_UNSCHEDULED`. */
export type ContractKind = SavedCardRecord["contract_type"]

/** The owner of cards, and their terminal. */
export interface Owner {
  readonly customerId: CustomerId
  /** The card provider of the terminal; undefined: all. */
  readonly providerId?: string | undefined
}

const CARDS = "xpay_saved_card"

/** The states in which the owner still has a card. */
const HELD = ["active", "removing"] as const

/**
 * The saved cards of customers. A card is `pending` until the payment that creates it is approved, and `removing` until
 * XPay has confirmed its deactivation. Only `active` cards can be used to pay. Every change is conditional on the
 * previous state; a removed card is never restored.
 */
export class SavedCards {
  readonly #db: Knex

  constructor(db: Knex) {
    this.#db = db
  }

  /** Records, before XPay is called, that a payment is to create a saved card, and that its owner has consented. */
  async open(attempt: AttemptRecord, providerId: string, kind: ContractKind): Promise<void> {
    await this.#db(CARDS).insert({
      id: generateEntityId(undefined, "xpcard"),
      contract_id: attempt.contract_id,
      provider_id: providerId,
      customer_id: attempt.customer_id,
      contract_type: kind,
      state: "pending",
      consented_at: this.#db.fn.now(),
      attempt_id: attempt.id,
    })
  }

  async find(id: string): Promise<SavedCardRecord | undefined> {
    return await this.#first({ id })
  }

  async isActive(id: string): Promise<boolean> {
    return (await this.find(id))?.state === "active"
  }

  async findByContract(contractId: ContractId): Promise<SavedCardRecord | undefined> {
    return await this.#first({ contract_id: contractId })
  }

  /** A card of this customer, unless it is pending or removed. One query, whoever owns the card. */
  async findOwn(id: string, { customerId, providerId }: Owner): Promise<SavedCardRecord | undefined> {
    const terminal = providerId === undefined ? {} : { provider_id: providerId }
    const card = await this.#first({ id, customer_id: customerId, ...terminal })
    return card !== undefined && isOneOf(card.state, HELD) ? card : undefined
  }

  async #first(where: Partial<SavedCardRecord>): Promise<SavedCardRecord | undefined> {
    return await this.#db<SavedCardRecord>(CARDS)
      .where({ ...where, deleted_at: null })
      .first()
  }

  /** The cards with which a customer can pay or be charged, newest first. */
  async listActive({ customerId, providerId }: Owner): Promise<SavedCardRecord[]> {
    const terminal = providerId === undefined ? {} : { provider_id: providerId }
    return await this.#db<SavedCardRecord>(CARDS)
      .where({ customer_id: customerId, state: "active", deleted_at: null, ...terminal })
      .orderBy("created_at", "desc")
  }

  /** All cards of a customer, newest first, including removed ones. */
  async listMade(customerId: CustomerId): Promise<SavedCardRecord[]> {
    return await this.#db<SavedCardRecord>(CARDS)
      .where({ customer_id: customerId, deleted_at: null })
      .orderBy("created_at", "desc")
  }

  /** A page of the active cards of all customers, by id, after the given one. */
  async pageActive(after: string, limit: number): Promise<SavedCardRecord[]> {
    return await this.#db<SavedCardRecord>(CARDS)
      .where({ state: "active", deleted_at: null })
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit)
  }

  /**
   * Updates the cards of finished payments: an approved payment makes its card usable, one that ended without money
   * removes it. A payment that was approved after its card was abandoned, or voided before we knew of the approval, has
   * left an unused contract at XPay, which is deactivated there.
   *
   * @param attempt the payment that created the card; undefined: all.
   */
  async resolve(attempt?: Pick<AttemptRecord, "id">): Promise<void> {
    const only = attempt === undefined ? "" : "and c.attempt_id = :attempt"
    const pages = channelsWhere(({ hasPage }) => hasPage)
    const values = { ended: [...ENDED_WITHOUT_MONEY_STATES], pages, attempt: attempt?.id ?? "" }
    const approved: { rows: SavedCardRecord[] } = await this.#db.raw(
      `update ${CARDS} c set state = 'active', updated_at = now(),
         card_circuit = a.card_circuit, card_last4 = a.card_last4, card_expiry = a.card_expiry
       from xpay_attempt a
       where a.id = c.attempt_id and c.state = 'pending' and a.authorized_at is not null ${only}
       returning c.*`,
      values
    )
    for (const card of approved.rows) {
      await this.#replaceEarlier(card)
    }
    await this.#db.raw(
      `update ${CARDS} c set updated_at = now(), removed_at = now(),
         state = case when a.state = 'voided' then 'removing' else 'removed' end
       from xpay_attempt a
       where a.id = c.attempt_id and c.state = 'pending' and a.authorized_at is null ${only}
         and ((a.state = any(:ended) and a.next_check_at is null) or a.state = 'voided'
           or (a.state in ('declined', 'authentication_failed') and not a.channel = any(:pages))
           or (a.state = 'created' and a.created_at < now() - interval '1 hour'))`,
      values
    )
  }

  /** For a payment that was approved late: its card may have been abandoned before, and XPay has it all the same. */
  async resolveApproved(attempt: AttemptRecord): Promise<void> {
    await this.resolve(attempt)
    await this.#db(CARDS)
      .where({ attempt_id: attempt.id, state: "removed" })
      .update({ state: "removing", updated_at: this.#db.fn.now() })
  }

  /** A card that is saved again replaces the earlier one. Not for cards that a subscription may refer to. */
  async #replaceEarlier(card: SavedCardRecord): Promise<void> {
    const { card_circuit, card_last4, card_expiry } = card
    if (card.contract_type !== "cit" || card_last4 === null || card_expiry === null) {
      return
    }
    await this.#removal()
      .where({ customer_id: card.customer_id, provider_id: card.provider_id, contract_type: "cit" })
      .where({ state: "active", card_circuit, card_last4, card_expiry })
      .whereNot({ id: card.id })
  }

  /** The card is not used after this call. @returns the card, or undefined if it was removed before. */
  async requestRemoval(id: string): Promise<SavedCardRecord | undefined> {
    await this.#removal().where({ id }).whereIn("state", ["pending", "active"])
    const card = await this.find(id)
    return card?.state === "removing" ? card : undefined
  }

  /** No card of this owner is used after this call. @returns the cards to deactivate at XPay. */
  async requestRemovalOfAll({ customerId, providerId }: Owner): Promise<SavedCardRecord[]> {
    const terminal = providerId === undefined ? {} : { provider_id: providerId }
    await this.#removal()
      .where({ customer_id: customerId, ...terminal })
      .whereIn("state", ["pending", "active"])
    return await this.#db<SavedCardRecord>(CARDS).where({
      customer_id: customerId,
      state: "removing",
      deleted_at: null,
      ...terminal,
    })
  }

  #removal() {
    const now = this.#db.fn.now()
    return this.#db(CARDS)
      .where({ deleted_at: null })
      .update({ state: "removing", removed_at: now, updated_at: now })
  }

  /** XPay has confirmed the deactivation. */
  async noteRemoved(id: string): Promise<void> {
    await this.#db(CARDS)
      .where({ id, state: "removing" })
      .update({ state: "removed", updated_at: this.#db.fn.now() })
  }

  /**
   * Leases up to `limit` cards whose deactivation must be requested again. A card is due less and less often while XPay
   * does not confirm: every minute at first, four times a day in the end.
   */
  async leaseRemovals(limit: number): Promise<SavedCardRecord[]> {
    const due = this.#db(CARDS)
      .select("id")
      .where({ state: "removing", deleted_at: null })
      .whereRaw(
        "updated_at <= now() - least(interval '6 hours', greatest(interval '45 seconds', (now() - removed_at) / 4))"
      )
      .orderBy("updated_at")
      .limit(limit)
      .forUpdate()
      .skipLocked()
    return (await this.#db(CARDS)
      .whereIn("id", due)
      .update({ updated_at: this.#db.fn.now() })
      .returning("*")) as SavedCardRecord[]
  }
}

function isOneOf(state: SavedCardRecord["state"], states: readonly SavedCardRecord["state"][]): boolean {
  return states.includes(state)
}
