import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { ConfigurationEntry } from "./configuration"
import { cardProviderOf } from "./provider-ids"

/** The plugin is in `plugins`, but the payment module has no terminal of it. */
const PROVIDER_MISSING =
  "none of the payment module's providers in medusa-config.ts is one of medusa-payment-nexi-xpay. Add an entry that resolves to `medusa-payment-nexi-xpay/providers/xpay`, or remove the plugin as well."

/**
 * Makes Medusa create one of our payment providers, like the first call to it would, so that missing services are found
 * when the server starts and not when a customer pays. All providers receive the same services: one is enough. The call
 * itself does nothing, because the plugin receives notifications at its own route.
 *
 * @param configured entries of the payment module's providers: Medusa's table also keeps removed ones.
 * @returns the objection; undefined if the provider exists.
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
    // Medusa before 2.21.2 always adds a `pp_` prefix, even to an id that has one.
    await payments?.getWebhookActionAndData({ provider: ours.id.replace(/^pp_/, ""), payload })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
