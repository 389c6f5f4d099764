import { AsyncLocalStorage } from "node:async_hooks"
import type { AuditOrigin } from "../domain/audit-actions"
import type { AuditActor, AuditDraft } from "../modules/xpay/audit-trail"

/** How a movement of money ended; in full it is `MovementEnd`. */
export type EndKind = "done" | "refused" | "unreachable" | "in_doubt" | "busy"

/** What is known, while something is done, about the person or program that requested it. */
interface Acting {
  readonly actor: AuditActor
  readonly origin: AuditOrigin
  /** A caller further out writes the entry of the audit trail. */
  readonly isAudited: boolean
  /** How the movement ended that was made meanwhile, for the caller that writes the entry. */
  end?: EndKind
  /** XPay was queried meanwhile, and its last answer could not be received or read. */
  isUnavailable?: boolean
}

/** What was learned while something was done, for the caller that writes its entry. */
export interface Heard {
  readonly end: EndKind | undefined
  readonly isUnavailable: boolean
}

const acting = new AsyncLocalStorage<Acting>()

/**
 * Runs work in somebody's name. Medusa hands a payment provider neither the request nor, when it cancels a payment, who
 * asked for it.
 */
export function actAs<T>(actor: AuditActor, work: () => T): T {
  return acting.run({ actor, origin: "medusa", isAudited: false }, work)
}

/** Runs work whose entry in the audit trail the caller writes; the caller can read what was learned meanwhile. */
export async function whileAudited<T>(
  { actor, origin }: Pick<AuditDraft, "actor" | "origin">,
  work: (heard: () => Heard) => Promise<T>
): Promise<T> {
  const store: Acting = { actor, origin, isAudited: true }
  return await acting.run(store, () =>
    work(() => ({ end: store.end, isUnavailable: store.isUnavailable === true }))
  )
}

/** In whose name this is done; undefined when nobody said. */
export function actorNow(): AuditActor | undefined {
  return acting.getStore()?.actor
}

/** Where it was asked for; `program` when nobody said. */
export function originNow(): AuditOrigin {
  return acting.getStore()?.origin ?? "program"
}

/** Whether a caller further out writes the entry of the audit trail. */
export function isAudited(): boolean {
  return acting.getStore()?.isAudited === true
}

/** Reports to the caller that writes the entry how a movement ended. */
export function noteEnd(kind: EndKind): void {
  const store = acting.getStore()
  if (store !== undefined) {
    store.end = kind
  }
}

/** Reports to the caller that writes the entry whether XPay's last answer could be read. */
export function noteAnswer(isUnavailable: boolean): void {
  const store = acting.getStore()
  if (store !== undefined) {
    store.isUnavailable = isUnavailable
  }
}
