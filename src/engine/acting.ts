import { AsyncLocalStorage } from "node:async_hooks"
import type { AuditOrigin } from "../domain/audit-actions"
import type { AuditActor, AuditDraft } from "../modules/xpay/audit-trail"

/** How a movement ended; `MovementEnd` has the full result. */
export type EndKind = "done" | "refused" | "unreachable" | "in_doubt" | "busy"

/** The person or program that requested the current work, and what was learned during it. */
interface Acting {
  readonly actor: AuditActor
  readonly origin: AuditOrigin
  /** An outer caller writes the audit trail entry. */
  readonly isAudited: boolean
  /** How the movement executed meanwhile ended, for the caller that writes the entry. */
  end?: EndKind
  /** XPay was queried meanwhile, and its last response could not be received or read. */
  isUnavailable?: boolean
}

/** What was learned during the work, for the caller that writes the entry. */
export interface Heard {
  readonly end: EndKind | undefined
  readonly isUnavailable: boolean
}

const acting = new AsyncLocalStorage<Acting>()

/**
 * Runs work on behalf of an actor. Medusa gives a payment provider neither the request nor, when it cancels a
 * payment, the person who requested it.
 */
export function actAs<T>(actor: AuditActor, work: () => T): T {
  return acting.run({ actor, origin: "medusa", isAudited: false }, work)
}

/** Runs work whose audit trail entry the caller writes; the caller can read what was learned meanwhile. */
export async function whileAudited<T>(
  { actor, origin }: Pick<AuditDraft, "actor" | "origin">,
  work: (heard: () => Heard) => Promise<T>
): Promise<T> {
  const store: Acting = { actor, origin, isAudited: true }
  return await acting.run(store, () =>
    work(() => ({ end: store.end, isUnavailable: store.isUnavailable === true }))
  )
}

/** The current actor; undefined if unknown. */
export function actorNow(): AuditActor | undefined {
  return acting.getStore()?.actor
}

/** Where the work was requested; `program` if unknown. */
export function originNow(): AuditOrigin {
  return acting.getStore()?.origin ?? "program"
}

/** Whether an outer caller writes the audit trail entry. */
export function isAudited(): boolean {
  return acting.getStore()?.isAudited === true
}

/** Reports how a movement ended to the caller that writes the entry. */
export function noteEnd(kind: EndKind): void {
  const store = acting.getStore()
  if (store !== undefined) {
    store.end = kind
  }
}

/** Reports whether XPay's last response could be read to the caller that writes the entry. */
export function noteAnswer(isUnavailable: boolean): void {
  const store = acting.getStore()
  if (store !== undefined) {
    store.isUnavailable = isUnavailable
  }
}
