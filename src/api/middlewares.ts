import { applyLocale, authenticate, defineMiddlewares } from "@medusajs/framework/http"
import { adminPolicies } from "./admin-access"
import { refuseOtherSites, requireUser } from "./admin-guards"
import { takeOverHook } from "./answer-notification"
import { refusePaidCollection } from "./refuse-paid-collection"
import { refuseStaleAmount } from "./refuse-stale-amount"
import { forbidCaching, hideReturnToken, refuseCardInBody, refuseDeskProviders } from "./guards"

export default defineMiddlewares({
  routes: [
    // Without methods a matcher is a prefix. A star would stop the server on Express 5, which wants it to have a name.
    // Medusa reads `?locale=` for the store API only.
    {
      matcher: "/admin/xpay",
      middlewares: [applyLocale, forbidCaching, requireUser, refuseOtherSites, refuseCardInBody],
    },
    ...adminPolicies(),
    { matcher: "/store/xpay", middlewares: [refuseCardInBody] },
    {
      matcher: "/store/xpay/payment-sessions/:id/card",
      methods: ["POST"],
      bodyParser: false,
      middlewares: [
        forbidCaching,
        authenticate("customer", ["session", "bearer"], { allowUnauthenticated: true }),
      ],
    },
    { matcher: "/store/xpay/payment-sessions/:id", methods: ["GET"], middlewares: [forbidCaching] },
    {
      matcher: "/store/xpay/payment-sessions/:id/hosted-page",
      methods: ["POST"],
      middlewares: [
        forbidCaching,
        authenticate("customer", ["session", "bearer"], { allowUnauthenticated: true }),
      ],
    },
    // Who owns a card is who signed in: these routes know nobody else.
    {
      matcher: "/store/xpay/payment-sessions/:id/saved-card",
      methods: ["POST"],
      middlewares: [forbidCaching, authenticate("customer", ["session", "bearer"])],
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
    // Medusa's own body parser for these, because a particular one logs the path, which holds the token.
    {
      matcher: "/xpay/return/:token",
      methods: ["GET", "POST"],
      middlewares: [hideReturnToken, forbidCaching],
    },
    {
      matcher: "/xpay/return/:token/frame",
      methods: ["GET", "POST"],
      middlewares: [hideReturnToken, forbidCaching],
    },
    {
      matcher: "/xpay/cancel/:token",
      methods: ["GET", "POST"],
      middlewares: [hideReturnToken, forbidCaching],
    },
    { matcher: "/xpay/notifications", methods: ["POST"], bodyParser: { sizeLimit: "64kb" }, middlewares: [] },
    { matcher: "/hooks/payment/:provider", methods: ["POST"], middlewares: [takeOverHook] },
    {
      matcher: "/admin/xpay/orders/:id/moto",
      methods: ["POST"],
      bodyParser: false,
      middlewares: [forbidCaching, authenticate("user", ["session", "bearer"])],
    },
    {
      matcher: "/admin/xpay/moto-forms/:form_id",
      methods: ["GET"],
      middlewares: [forbidCaching, authenticate("user", ["session", "bearer"])],
    },
    { matcher: "/store/carts/:id/complete", methods: ["POST"], middlewares: [refuseStaleAmount] },
    {
      matcher: "/store/payment-collections/:id/payment-sessions",
      methods: ["POST"],
      middlewares: [refuseDeskProviders, refuseCardInBody, refusePaidCollection],
    },
    {
      matcher: "/admin/payment-collections/:id/payment-sessions",
      methods: ["POST"],
      middlewares: [refuseCardInBody],
    },
  ],
})
