import { xpayPaymentInfo } from "../../../examples/nextjs-starter/src/lib/xpay-payment-info"
import { methodName, PAYMENT_SERVICES } from "../../../src/domain/payment-services"

jest.mock("@medusajs/icons", () => ({ CreditCard: () => null }))

describe("what the starter's order pages show of a payment", () => {
  it.each(PAYMENT_SERVICES.map((service) => [service.name, methodName(service)]))(
    "names %s",
    (name, method) => {
      expect(xpayPaymentInfo(`pp_xpay-${method}_xpay`)?.title).toBe(name)
    }
  )

  it.each([
    ["pp_xpay_xpay", "Card"],
    ["pp_xpay_automatic", "Card"],
    ["pp_xpay-moto_xpay", "Card"],
    ["pp_xpay-link_xpay", "XPay"],
    ["pp_xpay-new2030_xpay", "XPay"],
  ])("has something to show for %s too", (providerId, title) => {
    expect(xpayPaymentInfo(providerId)).toMatchObject({ title, icon: expect.anything() })
  })

  it.each(["pp_stripe_stripe", "pp_system_default", ""])(
    "leaves %j to the starter's own map",
    (providerId) => {
      expect(xpayPaymentInfo(providerId)).toBeUndefined()
    }
  )
})
