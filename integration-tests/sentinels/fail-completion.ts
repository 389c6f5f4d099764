import { completeCartWorkflow } from "@medusajs/medusa/core-flows"

/** Medusa has this hook, but does not declare it in its types. */
type Hooks = Record<"orderCreated", (handler: () => void) => void>

/** Fails the completion of a cart after its payment was authorized, as a shop's own code in Medusa's hook may. */
export function failCompletionWhen(isWanted: () => boolean): void {
  ;(completeCartWorkflow.hooks as unknown as Hooks).orderCreated(() => {
    if (isWanted()) {
      throw new Error("The shop's hook says no.")
    }
  })
}
