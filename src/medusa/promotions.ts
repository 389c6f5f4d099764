import type { IPromotionModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** A promotion with everything that counts its uses, and when each of that changed. */
export interface CountedPromotion {
  readonly code: string
  readonly updated_at: string | Date
  readonly campaign?: {
    readonly budget?: {
      readonly updated_at: string | Date
      readonly usages?: readonly { readonly updated_at: string | Date }[]
    } | null
  } | null
}

/** The promotions with these codes. Medusa's own type names neither the times nor the uses of a budget. */
export async function listCountedPromotions(
  container: MedusaContainer,
  codes: readonly string[]
): Promise<readonly CountedPromotion[]> {
  const rows: unknown = await container
    .resolve<IPromotionModuleService>(Modules.PROMOTION)
    .listPromotions(
      { code: [...codes] },
      { relations: ["campaign", "campaign.budget", "campaign.budget.usages"], take: null }
    )
  return rows as readonly CountedPromotion[]
}
