import { authenticate, defineMiddlewares } from "@medusajs/framework/http"
import { forbidCaching, hideReturnToken, refuseCardInData } from "./guards"

export default defineMiddlewares({
  routes: [
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
      matcher: "/xpay/return/:token",
      methods: ["GET", "POST"],
      // Medusa's own body parser, because a particular one logs the path, which holds the token.
      middlewares: [hideReturnToken, forbidCaching],
    },
    {
      matcher: "/store/payment-collections/:id/payment-sessions",
      methods: ["POST"],
      middlewares: [refuseCardInData],
    },
    {
      matcher: "/admin/payment-collections/:id/payment-sessions",
      methods: ["POST"],
      middlewares: [refuseCardInData],
    },
  ],
})
