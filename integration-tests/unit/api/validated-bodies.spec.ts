import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { dropOwnData, refuseCardInBody } from "../../../src/api/guards/headers-and-bodies"

/** Medusa validates a body before any middleware of a plugin, and its admin route reads the validated copy. */
describe("a guard of a payment session's data", () => {
  const response = {} as MedusaResponse
  const asked = (data: object) => {
    const body = () => ({ provider_id: "pp_xpay_xpay", data: { ...data } })
    return { body: body(), validatedBody: body(), originalUrl: "/admin" } as MedusaRequest & {
      body: { data: object }
      validatedBody: { data: object }
    }
  }

  it("takes what our provider writes out of the validated copy, too", () => {
    const req = asked({ session_id: "payses_other", attempt_id: "xpatt_other", gift: "yes" })
    dropOwnData(req, response, () => undefined)
    expect([req.body.data, req.validatedBody.data]).toEqual([{ gift: "yes" }, { gift: "yes" }])
  })

  it("masks a card number in its way back in the validated copy, too", () => {
    const req = asked({ return_url: "https://shop.example/?n=4539101562749133" })
    let isPassed = false
    refuseCardInBody(req, response, () => (isPassed = true))
    const clean = { return_url: "https://shop.example/?n=****" }
    expect([isPassed, req.body.data, req.validatedBody.data]).toEqual([true, clean, clean])
  })
})
