import type { MedusaContainer } from "@medusajs/framework/types"
import type { CartId } from "../../domain/ids"
import type { Money } from "../../domain/money"
import { serviceNamed } from "../../domain/payment-services"
import { FIELDS_METHOD, HOSTED_METHOD, readProviderId } from "../../medusa/provider-ids"
import { extensionsOf } from "../engine-for"
import { callExtension } from "./call-extension"
import { readCartFacts } from "./cart-facts"

/** A cart that is looked at, and what it comes to. */
export interface OfferedCart {
  readonly cartId: CartId
  readonly amount: Money
}

/**
 * Which of these providers the shop offers for a cart: all but those that `offerMethod` hides. The list of methods, the
 * creation of a session and its payment ask here, so that they agree.
 */
export async function offeredProviders(
  container: MedusaContainer,
  providerIds: readonly string[],
  cart: OfferedCart
): Promise<string[]> {
  let reading: ReturnType<typeof readCartFacts> | undefined
  const facts = () => (reading ??= readCartFacts(container, cart.cartId, cart.amount))
  const answers = await Promise.all(providerIds.map((id) => isOffered(container, id, facts)))
  return providerIds.filter((_, index) => answers[index])
}

async function isOffered(
  container: MedusaContainer,
  providerId: string,
  facts: () => ReturnType<typeof readCartFacts>
): Promise<boolean> {
  const extensions = extensionsOf(container, providerId)
  if (extensions.offerMethod === undefined) {
    return true
  }
  const otherwise = "The method is not offered for this cart."
  const call = { name: "offerMethod", providerId, otherwise } as const
  const called = await callExtension(container, call, async (tools) => {
    const cart = Object.freeze({ ...(await facts()), providerId })
    const answer: unknown = await extensions.offerMethod?.(methodOf(providerId), cart, tools)
    if (typeof answer !== "boolean") {
      throw new TypeError("it answers true or false, and nothing else")
    }
    return answer
  })
  return called?.answer ?? false
}

/** What a shop's functions call the method of a provider: `card`, `page`, or XPay's name of it. */
export function methodOf(providerId: string): string {
  const method = readProviderId(providerId)?.method
  if (method === undefined || method === FIELDS_METHOD) {
    return "card"
  }
  return method === HOSTED_METHOD ? "page" : (serviceNamed(method)?.service ?? method)
}
