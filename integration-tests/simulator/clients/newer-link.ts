import { randomUUID } from "node:crypto"
import { apiBasePath, apiV2BasePath } from "../../../src/simulator/api/base-paths"
import { ApiClient, type ApiResponse } from "../support/api-client"
import { terminals } from "../support/shop"
import { type Scene } from "./foreign-client"

/** Headers of the clients that create links with version 2. */
export const headers = () => ({ "Content-Type": "application/json", "Correlation-Id": randomUUID() })

export const linkDay = (): string => new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)

/**
 * Creates a link with version 2, with its date in the session; nothing else of that version is known. Its base path is
 * next to that of all other calls.
 *
 * @param top what the request contains besides order and session
 */
export async function makeNewerLink({ shop }: Scene, top: object = {}): Promise<ApiResponse> {
  const url = shop.simulator.apiUrl.replace(apiBasePath, apiV2BasePath)
  const { orderId } = shop.order()
  const paymentSession = { actionType: "PAY", amount: "3545", language: "ita", expirationDate: linkDay() }
  const order = { orderId, amount: "3545", currency: "EUR", description: "Order 0001" }
  const body = { order, paymentSession, ...top }
  return new ApiClient(url, terminals[0]?.apiKey ?? "").send("POST", "/orders/paybylink", body, headers())
}
