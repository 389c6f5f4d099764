import type { MedusaContainer } from "@medusajs/framework/types"
import { asOrderId } from "../../domain/ids"
import { toLocale } from "../../domain/locale"
import { refusalError } from "../../medusa/refusal-error"
import { makeBalanceLink, type BalanceLink } from "./balance-link"
import { PaymentRefusal } from "../refusal"

export type { BalanceLink }

export interface BalanceLinkInput {
  readonly order_id: string
  /** Language of error messages; English by default. */
  readonly locale?: string | undefined
}

/**
 * The signed URL of the shop page on which a customer, with or without an account, pays the balance of an order; for
 * the shop's own e-mails. A function and not a workflow, because Medusa stores what workflows return, and the URL is a
 * secret.
 *
 * @throws MedusaError for an order on which nothing can be paid.
 */
export async function createBalanceLink(
  container: MedusaContainer,
  { order_id: orderId, locale }: BalanceLinkInput
): Promise<BalanceLink> {
  try {
    return await makeBalanceLink(container, asOrderId(orderId), toLocale(locale ?? "en"))
  } catch (error) {
    throw error instanceof PaymentRefusal ? refusalError(error.code, error.message) : error
  }
}
