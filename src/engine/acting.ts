import { AsyncLocalStorage } from "node:async_hooks"
import type { AuditActor } from "../modules/xpay/audit-trail"
import type { MovementEnd } from "./movement"

/** What is known, while something is done, of who has it done. */
interface Acting {
  readonly actor: AuditActor
  /** Somebody further out keeps the entry of the audit trail. */
  readonly isAudited: boolean
  /** How the movement of money ended that was made meanwhile, for whoever keeps the entry. */
  end?: MovementEnd["kind"]
}

const acting = new AsyncLocalStorage<Acting>()

/**
 * Runs work in somebody's name. Medusa hands a payment provider neither the request nor, when it cancels a payment, who
 * asked for it.
 */
export function actAs<T>(actor: AuditActor, work: () => T): T {
  return acting.run({ actor, isAudited: false }, work)
}

/** Runs work whose entry in the audit trail is kept by the caller. @returns also how a movement in it ended. */
export async function whileAudited<T>(
  actor: AuditActor,
  work: (ended: () => MovementEnd["kind"] | undefined) => Promise<T>
): Promise<T> {
  const store: Acting = { actor, isAudited: true }
  return await acting.run(store, () => work(() => store.end))
}

/** In whose name this is done; undefined when nobody said. */
export function actorNow(): AuditActor | undefined {
  return acting.getStore()?.actor
}

/** Whether somebody further out keeps the entry of the audit trail. */
export function isAudited(): boolean {
  return acting.getStore()?.isAudited === true
}

/** Tells whoever keeps the entry how a movement ended. */
export function noteEnd(kind: MovementEnd["kind"]): void {
  const store = acting.getStore()
  if (store !== undefined) {
    store.end = kind
  }
}
