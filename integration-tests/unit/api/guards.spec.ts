import type { AddressInfo } from "node:net"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import express from "express"
import morgan from "morgan"
import { hideReferrer } from "../../../src/api/guards/headers-and-bodies"
import { hostileAddresses } from "../../harness/hostile-bodies"
import { hideUrl, hideUrls, readReturn } from "../../../src/api/guards/hide-urls"

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

  it("is read in time that is in proportion to its length, whatever is in it", () => {
    for (const [what, part] of hostileAddresses()) {
      const time = () => {
        const start = process.cpuUsage()
        readReturn(asRead(`/xpay/cancel/nobody?${part}`))
        const { user, system } = process.cpuUsage(start)
        return (user + system) / 1000
      }
      const isHeld = [1, 2, 3, 4].every(() => time() > LONGEST_HOLD_MS)
      expect([what, isHeld]).toEqual([what, false])
    }
  })

  it.each([
    ["PaRes=one&PaRes=other", { PaRes: "one" }],
    ["PaRes=&PaRes=other&paymentId=1", { PaRes: "other", paymentId: "1" }],
    ["toString=x&PaRes=one", { toString: "x", PaRes: "one" }],
  ])("is read with the first of each parameter that says something: %s", (query, parameters) => {
    expect(readReturn(asRead(`/xpay/return/the-token?${query}`))).toEqual({ token: "the-token", parameters })
  })

  it("knows no parameter that was not sent, nor one that is a prototype", () => {
    const { parameters } = readReturn(
      asRead("/xpay/return/the-token?__proto__=x&constructor=y&hasOwnProperty=z")
    )
    expect(Object.entries(parameters)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
      ["hasOwnProperty", "z"],
    ])
    expect("valueOf" in parameters).toBe(false)
  })
})

const LONGEST_HOLD_MS = 25

/** The request as its route receives it. */
function asRead(url: string) {
  const request = { url, headers: {}, params: { token: "[token]" } }
  hideUrl(request as unknown as Parameters<typeof hideUrl>[0])
  return request
}
