import type { MedusaContainer } from "@medusajs/framework/types"
import { findOne } from "../../medusa/graph"

/** Ids of all payment providers enabled in a region, ours and others. */
export async function enabledProviders(
  container: MedusaContainer,
  regionId: string | null
): Promise<string[]> {
  if (regionId === null) {
    return []
  }
  const region = await findOne<{ payment_providers?: { id: string; is_enabled: boolean }[] }>(container, {
    entity: "region",
    fields: ["payment_providers.id", "payment_providers.is_enabled"],
    filters: { id: regionId },
  })
  return (region?.payment_providers ?? [])
    .filter(({ is_enabled: isEnabled }) => isEnabled)
    .map(({ id }) => id)
}
