import { METHODS } from "node:http"
import {
  defineMiddlewares,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
  type MiddlewareVerb,
} from "@medusajs/framework/http"
import { roleChecked } from "../../../../src/medusa/roles"

/** Adds its name to the response. */
const leaving = (name: string) => (_req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction) => {
  res.append("x-trail", name)
  next()
}

const POSTED = { matcher: "/probe/:id", methods: ["POST" as const] }

/** Every kind of entry in `src/api/middlewares.ts`, in an order other than the one in which they run. */
export default defineMiddlewares({
  routes: [
    { matcher: "/probe/{*path}", methods: METHODS as MiddlewareVerb[], bodyParser: false },
    { ...POSTED, middlewares: [leaving("first"), leaving("second")] },
    roleChecked({ matcher: "/probe/:id", methods: ["POST"] }, [{ resource: "payment", operation: "read" }]),
    { ...POSTED, middlewares: [leaving("after roles")] },
    { matcher: "/probe", middlewares: [leaving("prefix")] },
  ],
})
