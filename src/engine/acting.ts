import { AsyncLocalStorage } from "node:async_hooks"
import type { AuditOrigin } from "../domain/audit-actions"
import type { AuditActor, AuditDraft } from "../modules/xpay/audit-trail"

/** How a movement of money ended; in full it is `MovementEnd`. */
export type EndKind = "done" | "refused" | "unreachable" | "in_doubt" | "busy"

/** What is known, while something is done, of who has it done. */
interface Acting {
  readonly actor: AuditActor
  readonly origin: AuditOrigin
  /** Somebody further out keeps the entry of the audit trail. */
  readonly isAudited: boolean
  /** How the movement of money ended that was made meanwhile, for whoever keeps the entry. */
  end?: EndKind
  /** XPay was asked meanwhile, and its last answer could not be had or read. */
  isUnavailable?: boolean
}

/** What was heard while something was done, for whoever keeps its entry. */
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

/** Runs work whose entry in the audit trail is kept by the caller, who can ask what was heard meanwhile. */
export async function whileAudited<T>(
  { actor, origin }: Pick<AuditDraft, "actor" | "origin">,
  work: (heard: () => Heard) => Promise<T>
): Promise<T> {
  const store: Acting = { actor, origin, isAudited: true }
  return await acting.run(store, () => work(() => ({ end: store.end, isUnavailable: store.isUnavailable === true })))
}

/** In whose name this is done; undefined when nobody said. */
export function actorNow(): AuditActor | undefined {
  return acting.getStore()?.actor
}

/** Where it was asked for; `program` when nobody said. */
export function originNow(): AuditOrigin {
  return acting.getStore()?.origin ?? "program"
}

/** Whether somebody further out keeps the entry of the audit trail. */
export function isAudited(): boolean {
  return acting.getStore()?.isAudited === true
}

/** Tells whoever keeps the entry how a movement ended. */
export function noteEnd(kind: EndKind): void {
  const store = acting.getStore()
  if (store !== undefined) {
    store.end = kind
  }
}

/** Tells whoever keeps the entry whether XPay's last answer could be had. */
export function noteAnswer(isUnavailable: boolean): void {
  const store = acting.getStore()
  if (store !== undefined) {
    store.isUnavailable = isUnavailable
  }
}
