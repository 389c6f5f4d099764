import express, { type Express, type NextFunction, type Request, type Response } from "express"

import { apiRouter } from "./api/api-router"
import { apiBasePath, apiV2BasePath } from "./api/base-paths"
import { endpoints, endpointsV2 } from "./api/endpoints"
import { buildChallengeRoutes } from "./build/build-challenge"
import { frameBackEnd, frameRoutes } from "./build/frame-routes"
import { controlRouter } from "./control/control-router"
import { hostedRoutes } from "./hosted/hosted-routes"
import { officeRoutes } from "./office/office-routes"
import { methodImages, tabPicture } from "./pages/method-images"
import { challengeRoutes } from "./threeds/challenge-routes"
import { type World } from "./world"

/**
 * The frames of XPay Build, their script and their back end. They have their own origin, so that to a browser they are
 * separate from the shop's page and from everything else here.
 */
export function createFramesApp(world: World): Express {
  const app = newApp()
  app.use(`${apiBasePath}/fe/build`, frameBackEnd(world))
  app.use(frameRoutes(world))
  app.use((_request, response) => response.status(404).end())
  app.use(answerBadRequest)
  return app
}

/** Everything else: the payment API, the payer's pages, the back office, the control API. */
export function createApp(world: World): Express {
  const app = newApp()
  // At XPay, one host serves everything: what is not a page is available on either address.
  app.use(`${apiBasePath}/fe/build`, frameBackEnd(world))
  app.get("/monetaweb/resources/hfsdk.js", frameRoutes(world))
  app.use("/monetaweb/build", buildChallengeRoutes(world))
  app.use(apiBasePath, apiRouter(world, endpoints))
  app.use(apiV2BasePath, apiRouter(world, endpointsV2))
  app.use("/monetaweb/static/images", methodImages())
  app.get("/favicon.svg", tabPicture)
  app.use("/monetaweb/page/hosted/2", hostedRoutes(world))
  app.use("/monetaweb", challengeRoutes(world))
  app.use("/_control", controlRouter(world))
  app.use(officeRoutes(world))
  app.use((_request, response) => response.status(404).end())
  app.use(answerBadRequest)
  return app
}

function newApp(): Express {
  const app = express()
  app.disable("x-powered-by")
  app.disable("etag")
  app.set("case sensitive routing", true)
  return app
}

/** A request that express itself could not read (bad encoding, too large). Reveals nothing of its content. */
function answerBadRequest(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error)
  const status = typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500
  response.status(status).end()
}
