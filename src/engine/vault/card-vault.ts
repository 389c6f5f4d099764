import { randomBytes, randomUUID } from "node:crypto"
import { NO_ID, type AttemptId, type PaymentSessionId } from "../../domain/ids"
import { Card } from "../../domain/card"
import type { Money } from "../../domain/money"
import { KEY_BYTES, seal, unseal } from "./seal"
import { type AttemptRecord, requestedAmount } from "../../modules/xpay/journal/records"

/** The values a waiting card is bound to. It opens for the same values only. */
export interface VaultBinding {
  readonly attemptId: AttemptId
  readonly amount: Money
  /** The payment session. */
  readonly sessionId: PaymentSessionId
}

/** The response that the shopper's browser brings back from the issuer's page. */
export interface ChallengeAnswer {
  /** XPay's `PaRes`, to be sent as `threeDSAuthResponse`. */
  readonly response: string
  /**
   * The shopper did not visit the issuer's page: XPay reported at the start that 3-D Secure was passed or
   * skipped.
   */
  readonly isSkipped?: true
}

export interface VaultContent {
  readonly card: Card
  readonly answer: ChallengeAnswer | undefined
}

/** Storage for sealed bytes: this process's memory, or Redis for several processes. Holds ciphertext only. */
export interface SealedStore {
  put(name: string, sealed: Buffer, ttlMs: number): Promise<void>
  /** Reads and removes in one step: of two callers, only one gets the bytes. */
  take(name: string): Promise<Buffer | undefined>
  drop(name: string): Promise<void>
  close(): Promise<void>
}

/**
 * Keeps a card between the first and the last call of a payment with a challenge, because XPay requires it in
 * both and does not store it. AES-256-GCM, with the key stored apart from the ciphertext, bound to attempt,
 * amount and session. Opens once; deleted after minutes, and at every final outcome.
 *
 * PCI DSS 3.3.2: sensitive authentication data held before the authorization is strongly encrypted; 3.3.1:
 * after it, it is not held at all.
 */
export class CardVault {
  readonly #store: SealedStore
  readonly #key: Buffer
  readonly #ttlMs: number

  constructor(store: SealedStore, ttlMs: number, key: Buffer = randomBytes(KEY_BYTES)) {
    this.#store = store
    this.#ttlMs = ttlMs
    this.#key = key
  }

  /** Stores the card. The caller may wipe its card object afterwards. */
  async keepCard(binding: VaultBinding, card: Card): Promise<void> {
    await this.#store.put(
      cardName(binding.attemptId),
      seal(card.seal(), this.#key, aad("card", binding)),
      this.#ttlMs
    )
  }

  /** Adds the response from the issuer's page. It is opaque and may hold card data, so it is kept here too. */
  async keepAnswer(binding: VaultBinding, answer: ChallengeAnswer): Promise<void> {
    const plain = Buffer.from(JSON.stringify(answer), "utf8")
    await this.#store.put(
      answerName(binding.attemptId),
      seal(plain, this.#key, aad("answer", binding)),
      this.#ttlMs
    )
  }

  /** The card and the response, once. Undefined if they are no longer here, or never were for this binding. */
  async open(binding: VaultBinding): Promise<VaultContent | undefined> {
    const [sealedCard, sealedAnswer] = await Promise.all([
      this.#store.take(cardName(binding.attemptId)),
      this.#store.take(answerName(binding.attemptId)),
    ])
    const card = sealedCard === undefined ? undefined : unseal(sealedCard, this.#key, aad("card", binding))
    if (card === undefined) {
      return undefined
    }
    const answer =
      sealedAnswer === undefined ? undefined : unseal(sealedAnswer, this.#key, aad("answer", binding))
    return {
      card: Card.unseal(card),
      answer: answer === undefined ? undefined : (JSON.parse(answer.toString("utf8")) as ChallengeAnswer),
    }
  }

  /** Deletes a card that will not be needed. */
  async drop(attemptId: AttemptId): Promise<void> {
    await Promise.all([this.#store.drop(cardName(attemptId)), this.#store.drop(answerName(attemptId))])
  }

  /** Whether the store can be reached and returns what it stores. */
  async works(): Promise<boolean> {
    const name = `xpay:check:${randomUUID()}`
    const probe = randomBytes(KEY_BYTES)
    try {
      await this.#store.put(name, probe, PROBE_TTL_MS)
      return (await this.#store.take(name))?.equals(probe) === true
    } catch {
      return false
    }
  }

  async close(): Promise<void> {
    await this.#store.close()
  }
}

const PROBE_TTL_MS = 10_000

function cardName(attemptId: AttemptId): string {
  return `xpay:card:${attemptId}`
}

function answerName(attemptId: AttemptId): string {
  return `xpay:answer:${attemptId}`
}

function aad(what: string, { attemptId, amount, sessionId }: VaultBinding): string {
  return JSON.stringify([what, attemptId, sessionId, amount.currency, amount.minor.toString()])
}

/** The binding of an attempt's vault entry. */
export function vaultBinding(attempt: AttemptRecord): VaultBinding {
  return {
    attemptId: attempt.id,
    amount: requestedAmount(attempt),
    sessionId: attempt.payment_session_id ?? NO_ID,
  }
}
