import type { ExecArgs } from "@medusajs/framework/types"
import { toLocale } from "../domain/locale"
import { hasModule } from "../medusa/configuration"
import { XPAY_MODULE } from "../modules/xpay"
import { checkTerminals, type TerminalHealth } from "../use-cases/health/check-terminal"

/** The findings inside the application. */
export type Seen = { readonly terminals: readonly TerminalHealth[] } | { readonly isPluginMissing: true }

/**
 * Run by `medusa exec` inside the application: checks its terminals and sends the findings to the parent process, the
 * doctor.
 */
export default async function look({ container, args }: ExecArgs): Promise<void> {
  const seen: Seen = hasModule(container, XPAY_MODULE)
    ? { terminals: await checkTerminals(container, toLocale(args[0]), "outside") }
    : { isPluginMissing: true }
  // Medusa ends the process as soon as this returns.
  await new Promise<void>((resolve) => process.send?.(seen, undefined, undefined, () => resolve()))
}
