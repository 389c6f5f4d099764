import * as http from "@medusajs/framework/http"
import * as utils from "@medusajs/framework/utils"
import * as flows from "@medusajs/medusa/core-flows"
import { objectToIds } from "./ids"
import { notAsKnown } from "./not-as-known"

/** The Medusa exports that the plugin calls, by package. */
export const EXPORTS = {
  "@medusajs/medusa/core-flows": {
    from: flows,
    names: [
      "acquireLockStepId",
      "cancelOrderWorkflow",
      "capturePaymentWorkflow",
      "completeCartWorkflowId",
      "convertDraftOrderWorkflow",
      "createOrUpdateOrderPaymentCollectionWorkflow",
      "createOrderCreditLinesWorkflow",
      "createOrderPaymentCollectionWorkflow",
      "createPaymentCollectionForCartWorkflow",
      "createPaymentSessionsWorkflow",
      "refundPaymentWorkflow",
    ],
  },
  "@medusajs/framework/http": { from: http, names: ["applyLocale", "authenticate", "defineMiddlewares"] },
  "@medusajs/framework/utils": {
    from: utils,
    names: [
      "AbstractPaymentProvider",
      "BigNumber",
      "ContainerRegistrationKeys",
      "MathBN",
      "MedusaError",
      "MedusaService",
      "Module",
      "ModuleProvider",
      "Modules",
      "PaymentActions",
      "PaymentCollectionStatus",
      "PaymentSessionStatus",
      "createRawPropertiesFromBigNumber",
      "definePolicies",
      "generateEntityId",
      "model",
      "parseCorsOrigins",
    ],
  },
} as const satisfies Record<string, { from: object; names: readonly string[] }>

/** Missing exports that the plugin calls; undefined if none is missing. */
export function objectToExports(
  exported: Readonly<Record<string, { from: object; names: readonly string[] }>> = EXPORTS
): string | undefined {
  const missing = Object.entries(exported).flatMap(([entry, { from, names }]) =>
    names
      .filter((name) => (from as Record<string, unknown>)[name] === undefined)
      .map((name) => `${entry} has no \`${name}\``)
  )
  return missing.length === 0 ? undefined : missing.join(", ")
}

/**
 * Stops the start of a server whose Medusa lacks something that the plugin calls or relies on.
 *
 * @throws Error that names what is missing.
 */
export function requireMedusa(): void {
  const found = [objectToExports(), objectToIds()].filter((one) => one !== undefined)
  if (found.length > 0) {
    throw new Error(notAsKnown(found.join("; ")))
  }
}
