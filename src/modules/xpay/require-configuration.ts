import type { LoaderOptions } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { objectToConfiguration } from "../../medusa/configuration"
import { notAsKnown } from "../../medusa/not-as-known"

/** Stops the start when Medusa's configuration does not hold what the plugin reads of it. */
export default function requireConfiguration({ container }: LoaderOptions): Promise<void> {
  const objection = objectToConfiguration(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE))
  return objection === undefined ? Promise.resolve() : Promise.reject(new Error(notAsKnown(objection)))
}
