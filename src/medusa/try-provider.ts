import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { ConfigurationEntry } from "./configuration"
import { cardProviderOf } from "./provider-ids"

/** The plugin is in `plugins`, and no terminal of its in the payment module. */
const PROVIDER_MISSING =
  "none of the payment module's providers in medusa-config.ts is one of medusa-payment-nexi-xpay. Add an entry that resolves to `medusa-payment-nexi-xpay/providers/xpay`, or remove the plugin as well."

/**
 * Has Medusa make one of our payment providers, as its first call would, so that what Medusa does not give to it is known
 * when the server starts and not when somebody pays. All get the same: one is enough. The call itself does nothing, because
 * the plugin takes notifications at a route of its own.
 *
 * @param configured entries of the payment module's providers: Medusa's table keeps those that were removed, too.
 * @returns what stands against it; undefined when the provider is there.
 */
export async function objectToProvider(
  container: MedusaContainer,
  configured: readonly Pick<ConfigurationEntry, "id">[]
): Promise<string | undefined> {
  const payments = container.resolve<IPaymentModuleService | undefined>(Modules.PAYMENT, {
    allowUnregistered: true,
  })
  const wanted = configured.map(({ id }) => cardProviderOf({ method: undefined, entryId: id }))
  try {
    const [ours] = (await payments?.listPaymentProviders({ id: wanted })) ?? []
    if (ours === undefined) {
      return PROVIDER_MISSING
    }
    const payload = { data: {}, rawData: "", headers: {} }
    // Medusa before 2.21.2 puts a `pp_` before it, whether one is there or not.
    await payments?.getWebhookActionAndData({ provider: ours.id.replace(/^pp_/, ""), payload })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
