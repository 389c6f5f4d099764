import express, { type Express, type NextFunction, type Request, type Response } from "express"

import { apiRouter } from "./api/api-router"
import { apiBasePath, apiV2BasePath, endpoints, endpointsV2 } from "./api/endpoints"
import { controlRouter } from "./control/control-router"
import { hostedRoutes } from "./hosted/hosted-routes"
import { officeRoutes } from "./office/office-routes"
import { methodImages } from "./pages/method-images"
import { challengeRoutes } from "./threeds/challenge-routes"
import { type World } from "./world"

/** All of the simulator's surfaces: the payment API, the payer's pages, the back office, the control API. */
export function createApp(world: World): Express {
  const app = express()
  app.disable("x-powered-by")
  app.disable("etag")
  app.set("case sensitive routing", true)
  app.use(apiBasePath, apiRouter(world, endpoints))
  app.use(apiV2BasePath, apiRouter(world, endpointsV2))
  app.use("/monetaweb/static/images", methodImages())
  app.use("/monetaweb/page/hosted/2", hostedRoutes(world))
  app.use("/monetaweb", challengeRoutes(world))
  app.use("/_control", controlRouter(world))
  app.use(officeRoutes(world))
  app.use((_request, response) => response.status(404).end())
  app.use(answerBadRequest)
  return app
}

/** A request that express itself could not read (bad encoding, too large). Says nothing of its content. */
function answerBadRequest(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error)
  const status = typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500
  response.status(status).end()
}
