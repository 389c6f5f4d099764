import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { toLocale } from "../domain/locale"
import { XPAY_MODULE } from "../modules/xpay"
import { checkTerminals, type TerminalHealth } from "../use-cases/health/check-terminal"

/** What was seen inside the application. */
export type Seen = { readonly terminals: readonly TerminalHealth[] } | { readonly isPluginMissing: true }

/** Run by `medusa exec` inside the application: looks at its terminals, and tells the doctor, which is its parent. */
export default async function look({ container, args }: ExecArgs): Promise<void> {
  const { modules } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const seen: Seen =
    modules !== undefined && XPAY_MODULE in modules
      ? { terminals: await checkTerminals(container, toLocale(args[0]), "outside") }
      : { isPluginMissing: true }
  // Medusa ends the process as soon as this is over.
  await new Promise<void>((resolve) => process.send?.(seen, undefined, undefined, () => resolve()))
}
