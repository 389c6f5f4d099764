import { isStaffLink } from "../../domain/channels"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { toLocale } from "../../domain/locale"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { storefrontOrigins } from "../../use-cases/engine-for"
import { paymentView } from "../../use-cases/checkout/shopper-payment-view"
import type { ReturnPage } from "../../texts/return-pages"
import { sendFramedReturn } from "./framed-return"
import { sendReturnPage } from "./return-page"

/**
 * Serves a shopper who returns from XPay or the issuer: `resume` advances the payment, then the browser is redirected
 * to the storefront's page with the outcome. That page queries the server itself; the URL's parameters are hints.
 *
 * @param isFramed the browser is inside a frame on the storefront's page: that page is notified, and stays.
 */
export async function serveReturn(
  req: MedusaRequest,
  res: MedusaResponse,
  resume: () => Promise<AttemptRecord | undefined>,
  isFramed = false
): Promise<void> {
  const locale = toLocale(req.headers["accept-language"])
  if (req.method === "HEAD") {
    // A link checker: no shopper has returned.
    res.status(200).end()
    return
  }
  try {
    const attempt = await resume()
    if (attempt !== undefined && isStaffLink(attempt)) {
      sendReturnPage(res, 200, linkPageOf(attempt), toLocale(attempt.locale))
      return
    }
    if (attempt?.return_url == null) {
      sendReturnPage(res, 404, "unknown", locale, framers(req, isFramed))
      return
    }
    const back = addressBack(attempt, attempt.return_url)
    if (isFramed) {
      sendFramedReturn(res, back, locale)
    } else {
      res.redirect(303, back.toString())
    }
  } catch (error) {
    const logger = req.scope.resolve(ContainerRegistrationKeys.LOGGER)
    logger.error("A shopper's return from paying could not be served.", error as Error)
    sendReturnPage(res, 503, "trouble", locale, framers(req, isFramed))
  }
}

/** Who may frame the page: the shop's own pages if it was opened in their frame; otherwise no one. */
function framers(req: MedusaRequest, isFramed: boolean): readonly string[] {
  return isFramed ? storefrontOrigins(req.scope) : []
}

/** The page for the payer of a link. */
function linkPageOf({
  state,
  placement,
  circumstance,
}: AttemptRecord): Extract<ReturnPage, `link_${string}`> {
  if (isOneOf(state, MONEY_STATES) && placement !== "order_failed") {
    return "link_paid"
  }
  return circumstance === "verifying" || (state === "pending_payer" && placement === "awaiting")
    ? "link_checking"
    : "link_unpaid"
}

function addressBack(attempt: AttemptRecord, returnUrl: string): URL {
  const { status, order_id: orderId } = paymentView(attempt)
  const back = new URL(returnUrl)
  back.searchParams.set("xpay_payment_session", attempt.payment_session_id ?? "")
  back.searchParams.set("xpay_status", status)
  if (orderId !== null) {
    back.searchParams.set("order_id", orderId)
  }
  return back
}
