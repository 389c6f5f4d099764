import type { AddressInfo } from "node:net"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import express from "express"
import morgan from "morgan"
import { hideReferrer } from "../../../src/api/guards/headers-and-bodies"
import { hideUrls, readReturn } from "../../../src/api/guards/hide-urls"

describe("the way back from the issuer", () => {
  it.each(["/xpay/return/the-token?PaRes=answer", "/XPAY/Return/the-token?PaRes=answer"])(
    "stands in the access log and in the next page's referrer without its token: %s",
    async (path) => {
      hideUrls()
      const lines: string[] = []
      const app = express()
      app.use(morgan("combined", { stream: { write: (line) => lines.push(line) } }))
      app.use("/xpay/return/:token", (req, res, next) =>
        hideReferrer(
          req as unknown as MedusaRequest,
          res as unknown as MedusaResponse,
          next as MedusaNextFunction
        )
      )
      const seen: string[] = []
      app.get("/xpay/return/:token", (req, res) => {
        // What tracing reads.
        seen.push(req.url, req.path, JSON.stringify(req.query))
        res.json(readReturn(req))
      })
      const server = app.listen(0)
      try {
        const { port } = server.address() as AddressInfo
        const answer = await fetch(`http://127.0.0.1:${port}${path}`)
        expect(await answer.json()).toEqual({ token: "the-token", parameters: { PaRes: "answer" } })
        expect(answer.headers.get("referrer-policy")).toBe("no-referrer")
      } finally {
        await new Promise((resolve) => server.close(resolve))
      }
      expect(lines.join("")).toMatch(/GET \/xpay\/return\/\[token\] /i)
      expect([...lines, ...seen].join("")).not.toMatch(/the-token|PaRes|answer/)
    }
  )
})
