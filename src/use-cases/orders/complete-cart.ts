import type { IWorkflowEngineService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"
import { completeCartWorkflowId } from "@medusajs/medusa/core-flows"
import { isLockRefusal } from "../../medusa/locks"
import { passingCause } from "../../medusa/passing-errors"
import { shopWords } from "./name-ids"
import type { CartId, OrderId } from "../../domain/ids"
import type { Cause } from "../../domain/incident-detail"

/** The outcome of a cart's completion. */
export type CartCompletion =
  | { readonly kind: "order"; readonly orderId: OrderId }
  /** The payment was not authorized; its attempt holds the reason. */
  | { readonly kind: "unpaid" }
  /** Another request is completing the cart at this moment, or the database was unavailable: retry. */
  | { readonly kind: "busy" }
  /** The cart cannot become an order as it is: no stock, no shipping method, or a hook of the shop refused it. */
  | { readonly kind: "impossible"; readonly cause: Cause }

/** The result of Medusa's workflow engine, which types it as `any`. */
interface WorkflowRun {
  readonly errors?: readonly { readonly action: string; readonly error: unknown }[]
  readonly result?: { readonly id?: OrderId }
  readonly transaction: { hasFinished(): boolean }
}

/** Completes a cart as the store API's own route does. Always returns the same order. */
export async function completeCart(container: MedusaContainer, cartId: CartId): Promise<CartCompletion> {
  const engine = container.resolve<IWorkflowEngineService>(Modules.WORKFLOW_ENGINE)
  const run = (await engine.run(completeCartWorkflowId, {
    input: { id: cartId },
    throwOnError: false,
  })) as WorkflowRun
  const failure = run.errors?.[0]
  if (failure !== undefined) {
    return await readFailure(container, failure)
  }
  if (run.result?.id !== undefined) {
    return { kind: "order", orderId: run.result.id }
  }
  return run.transaction.hasFinished()
    ? { kind: "impossible", cause: { reason: "no_order" } }
    : { kind: "busy" }
}

async function readFailure(
  container: MedusaContainer,
  { action, error }: { readonly action: string; readonly error: unknown }
): Promise<CartCompletion> {
  // A locked cart must not be treated as one that cannot be ordered: its payment may be under way.
  if (isLockRefusal({ action })) {
    return { kind: "busy" }
  }
  if (isPaymentError(error)) {
    return { kind: "unpaid" }
  }
  // A database error says nothing about the cart: its money waits for the next try.
  const cause = passingCause(error)
  if (cause !== undefined) {
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.warn(`The completion of a cart failed at ${action} (${cause}). It is tried again.`)
    return { kind: "busy" }
  }
  return { kind: "impossible", cause: { words: await shopWords(container, error) } }
}

/** Medusa's engine passes on the errors of its steps as plain objects. */
function isPaymentError(error: unknown): boolean {
  const type = typeof error === "object" && error !== null && "type" in error ? error.type : undefined
  return (
    type === MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR ||
    type === MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR
  )
}
