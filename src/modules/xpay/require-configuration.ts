import type { LoaderOptions } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { objectToConfiguration } from "../../medusa/configuration"
import { notAsKnown } from "../../medusa/not-as-known"

/** Stops the start if Medusa's configuration lacks what the plugin reads. */
export default function requireConfiguration({ container }: LoaderOptions): Promise<void> {
  const objection = objectToConfiguration(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE))
  return objection === undefined ? Promise.resolve() : Promise.reject(new Error(notAsKnown(objection)))
}
