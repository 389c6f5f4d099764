import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

/** Runs something while the terminal `xpay` has other options, as after a change of `medusa-config.ts`. */
export async function withOptions(
  container: MedusaContainer,
  changes: object,
  work: () => Promise<void>
): Promise<void> {
  const { modules } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const { providers } = (
    modules?.[Modules.PAYMENT] as { options: { providers: { id: string; options: object }[] } }
  ).options
  const entry = providers.find(({ id }) => id === "xpay")
  if (entry === undefined) {
    throw new Error("The tested store has no terminal `xpay`.")
  }
  const before = { ...entry.options }
  Object.assign(entry.options, changes)
  try {
    await work()
  } finally {
    Object.keys(changes).forEach((key) => Reflect.deleteProperty(entry.options, key))
    Object.assign(entry.options, before)
  }
}
