import type { AddressInfo } from "node:net"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import express from "express"
import morgan from "morgan"
import { hideReturnToken } from "../../../src/api/guards"

describe("the way back from the issuer", () => {
  it("stands in the access log and in the next page's referrer without its token", async () => {
    const lines: string[] = []
    const app = express()
    app.use(morgan("combined", { stream: { write: (line) => lines.push(line) } }))
    app.use("/xpay/return/:token", (req, res, next) =>
      hideReturnToken(
        req as unknown as MedusaRequest,
        res as unknown as MedusaResponse,
        next as MedusaNextFunction
      )
    )
    app.get("/xpay/return/:token", (req, res) => void res.send(req.params.token))
    const server = app.listen(0)
    try {
      const { port } = server.address() as AddressInfo
      const answer = await fetch(`http://127.0.0.1:${port}/xpay/return/the-token?PaRes=answer`)
      expect(await answer.text()).toBe("the-token")
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer")
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
    expect(lines.join("")).toContain("GET /xpay/return/[token]")
    expect(lines.join("")).not.toMatch(/the-token|PaRes/)
  })
})
