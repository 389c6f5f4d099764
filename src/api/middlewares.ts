import { METHODS } from "node:http"
import { applyLocale, authenticate, defineMiddlewares, type MiddlewareVerb } from "@medusajs/framework/http"
import { requireMedusa } from "../medusa/check-at-start"
import { captureBefore, captureBeforeShipment } from "./guards/capture-before-sending"
import { ADMIN_ROUTES, adminPolicies } from "./guards/admin-access"
import { refuseOtherSites, requireUser } from "./guards/admin-guards"
import { interceptPaymentHook } from "./responses/answer-notification"
import { nameActor } from "./guards/name-actor"
import { refuseHiddenMethod } from "./guards/refuse-hidden-method"
import { refusePaidCollection } from "./guards/refuse-paid-collection"
import { refuseStaleAmount } from "./guards/refuse-stale-amount"
import { refuseWithoutTerminal } from "./guards/refuse-without-terminal"
import { waitForBookingLease } from "./guards/wait-for-booking-lease"
import {
  dropOwnData,
  forbidCaching,
  forbidFrames,
  hideReferrer,
  limitBody,
  parseFormBody,
  parseJsonBody,
  refuseCardInBody,
  refuseStaffProviders,
  refuseUnreadableUrl,
} from "./guards/headers-and-bodies"
import { hideUrls } from "./guards/hide-urls"

requireMedusa()
hideUrls()

/** Medusa's own routes that change the amount due. Pending payments are then canceled or closed. */
const CHANGES_WHAT_IS_DUE: readonly (readonly [path: string, methods: ("POST" | "DELETE")[]])[] = [
  ["/admin/payment-collections/:id", ["DELETE"]],
  ["/admin/payment-collections/:id/mark-as-paid", ["POST"]],
  ["/admin/draft-orders/:id", ["POST", "DELETE"]],
  ["/admin/draft-orders/:id/edit/request", ["POST"]],
  ["/admin/draft-orders/:id/edit/confirm", ["POST"]],
  ["/admin/order-edits/:id/request", ["POST"]],
  ["/admin/order-edits/:id/confirm", ["POST"]],
  ["/admin/claims/:id/request", ["POST", "DELETE"]],
  ["/admin/exchanges/:id/request", ["POST", "DELETE"]],
  ["/admin/returns/:id/request", ["POST", "DELETE"]],
  ["/admin/returns/:id/receive/confirm", ["POST"]],
]

/** The one admin route whose body holds a card. Only the route reads that body. */
const MOTO = "/admin/xpay/orders/:id/moto"

/** Shopper routes, signed in or not, whose bodies must not hold a card. */
const SHOPPER_BODIES = [
  "/store/xpay/payment-sessions/:id/hosted-page",
  "/store/xpay/payment-sessions/:id/card-fields",
  "/store/xpay/payment-sessions/:id/card-fields/confirm",
  "/store/xpay/orders/:id/balance",
  "/store/xpay/orders/:id/hosted-page",
]

const ADMIN_BODIES = ADMIN_ROUTES.filter(([method, path]) => method === "POST" && path !== MOTO)

/** Every method that Node.js knows: a request with an unrouted method can have a body too. */
const ALL_METHODS = METHODS as MiddlewareVerb[]

export default defineMiddlewares({
  routes: [
    // The errors of Medusa's parser quote the text around the mistake, in the response and in the log, and a body can
    // hold anything, including a card. An entry without middlewares is not registered in Express, so its wildcard is
    // safe; in braces it does not match a shop's own `/store/xpay-something`.
    ...["/admin/xpay/{*path}", "/store/xpay/{*path}", "/xpay/{*path}"].map((matcher) => ({
      matcher,
      methods: ALL_METHODS,
      bodyParser: false as const,
    })),
    // Without methods a matcher is a prefix. A wildcard without a name would stop the server on Express 5. Medusa reads
    // `?locale=` for the store API only.
    {
      matcher: "/admin/xpay",
      middlewares: [
        forbidCaching,
        forbidFrames,
        refuseUnreadableUrl,
        applyLocale,
        requireUser,
        refuseOtherSites,
      ],
    },
    ...adminPolicies(),
    // After the role checks.
    ...ADMIN_BODIES.map(([, matcher]) => ({
      matcher,
      methods: ["POST" as const],
      middlewares: [parseJsonBody, refuseCardInBody],
    })),
    { matcher: "/store/xpay", middlewares: [refuseUnreadableUrl] },
    {
      matcher: "/store/xpay/payment-sessions/:id/card",
      methods: ["POST"],
      middlewares: [
        forbidCaching,
        authenticate("customer", ["session", "bearer"], { allowUnauthenticated: true }),
      ],
    },
    { matcher: "/store/xpay/payment-sessions/:id", methods: ["GET"], middlewares: [forbidCaching] },
    ...SHOPPER_BODIES.map((matcher) => ({
      matcher,
      methods: ["POST" as const],
      middlewares: [
        forbidCaching,
        authenticate("customer", ["session", "bearer"], { allowUnauthenticated: true }),
        parseJsonBody,
        refuseCardInBody,
      ],
    })),
    // A saved card belongs to the signed-in customer: these routes accept no one else.
    {
      matcher: "/store/xpay/payment-sessions/:id/saved-card",
      methods: ["POST"],
      middlewares: [
        forbidCaching,
        authenticate("customer", ["session", "bearer"]),
        parseJsonBody,
        refuseCardInBody,
      ],
    },
    {
      matcher: "/store/xpay/saved-cards",
      methods: ["GET"],
      middlewares: [forbidCaching, authenticate("customer", ["session", "bearer"])],
    },
    {
      matcher: "/store/xpay/saved-cards/:id",
      methods: ["DELETE"],
      middlewares: [forbidCaching, authenticate("customer", ["session", "bearer"])],
    },
    {
      matcher: "/xpay/return/:token",
      methods: ["GET", "POST"],
      middlewares: [hideReferrer, forbidCaching, parseFormBody, limitBody],
    },
    {
      matcher: "/xpay/return/:token/frame",
      methods: ["GET", "POST"],
      middlewares: [hideReferrer, forbidCaching, parseFormBody, limitBody],
    },
    {
      matcher: "/xpay/cancel/:token",
      methods: ["GET", "POST"],
      middlewares: [hideReferrer, forbidCaching],
    },
    { matcher: "/hooks/payment/:provider", methods: ["POST"], middlewares: [interceptPaymentHook] },
    {
      matcher: MOTO,
      methods: ["POST"],
      middlewares: [forbidCaching, authenticate("user", ["session", "bearer"])],
    },
    {
      matcher: "/admin/xpay/moto-forms/:request_key",
      methods: ["GET"],
      middlewares: [forbidCaching, authenticate("user", ["session", "bearer"])],
    },
    {
      matcher: "/store/carts/:id/complete",
      methods: ["POST"],
      middlewares: [refuseUnreadableUrl, refuseStaleAmount],
    },
    {
      matcher: "/store/payment-collections/:id/payment-sessions",
      methods: ["POST"],
      middlewares: [
        refuseUnreadableUrl,
        limitBody,
        refuseStaffProviders,
        dropOwnData,
        refuseCardInBody,
        refusePaidCollection,
        refuseHiddenMethod,
      ],
    },
    {
      matcher: "/admin/orders/:id/cancel",
      methods: ["POST"],
      middlewares: [refuseWithoutTerminal, nameActor],
    },
    {
      matcher: "/admin/orders/:id/fulfillments",
      methods: ["POST"],
      middlewares: [nameActor, captureBefore("fulfillment")],
    },
    {
      matcher: "/admin/orders/:id/fulfillments/:fulfillment_id/shipments",
      methods: ["POST"],
      middlewares: [nameActor, captureBefore("shipment")],
    },
    {
      matcher: "/admin/orders/:id/fulfillments/:fulfillment_id/mark-as-delivered",
      methods: ["POST"],
      middlewares: [nameActor, captureBefore("delivery")],
    },
    {
      matcher: "/admin/fulfillments/:id/shipment",
      methods: ["POST"],
      middlewares: [nameActor, captureBeforeShipment],
    },
    {
      matcher: "/admin/payments/:id/capture",
      methods: ["POST"],
      middlewares: [waitForBookingLease, nameActor],
    },
    {
      matcher: "/admin/payments/:id/refund",
      methods: ["POST"],
      // Medusa stores the note of a refund, and XPay receives it.
      middlewares: [limitBody, refuseCardInBody, waitForBookingLease, nameActor],
    },
    {
      matcher: "/admin/orders/:id/payment-sessions/authorize",
      methods: ["POST"],
      middlewares: [nameActor],
    },
    {
      matcher: "/admin/payment-collections/:id/payment-sessions",
      methods: ["POST"],
      middlewares: [limitBody, dropOwnData, refuseCardInBody, nameActor],
    },
    ...CHANGES_WHAT_IS_DUE.map(([matcher, methods]) => ({ matcher, methods, middlewares: [nameActor] })),
  ],
})
