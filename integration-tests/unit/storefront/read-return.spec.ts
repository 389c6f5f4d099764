import { readReturn } from "../../../src/storefront/read-return"

describe("the address that a shopper comes back to", () => {
  it("names the payment and how it seems to have gone", () => {
    expect(
      readReturn(
        "https://shop.example/checkout?step=3&xpay_payment_session=payses_1&xpay_status=paid&order_id=order_1"
      )
    ).toEqual({ paymentSessionId: "payses_1", status: "paid", orderId: "order_1" })
  })

  it("may come without an order", () => {
    expect(
      readReturn(new URL("https://shop.example/checkout?xpay_payment_session=payses_1&xpay_status=declined"))
    ).toEqual({ paymentSessionId: "payses_1", status: "declined", orderId: undefined })
  })

  it("is no return when it names no payment", () => {
    expect(readReturn("https://shop.example/orders?order_id=order_1")).toBeUndefined()
  })
})
