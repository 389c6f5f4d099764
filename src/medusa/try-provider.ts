import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { readProviderId } from "./provider-ids"

/**
 * Has Medusa make one of our payment providers, as its first call would, so that what Medusa does not give to it is known
 * when the server starts and not when somebody pays. All get the same: one is enough. The call itself does nothing, because
 * the plugin takes notifications at a route of its own.
 *
 * @returns what stands against it, in Medusa's words; undefined when the provider is there, or none is configured.
 */
export async function objectToProvider(container: MedusaContainer): Promise<string | undefined> {
  try {
    const payments = container.resolve<IPaymentModuleService>(Modules.PAYMENT)
    const providers = await payments.listPaymentProviders({ is_enabled: true })
    const ours = providers.find(({ id }) => readProviderId(id) !== undefined)
    if (ours !== undefined) {
      const payload = { data: {}, rawData: "", headers: {} }
      await payments.getWebhookActionAndData({ provider: ours.id, payload })
    }
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
