import { KO_CARD, OK_CARD } from "../harness/cards"
import { xpaySuite } from "../harness/xpay-suite"

xpaySuite("card-payment", (store) => {
  const paths = async () =>
    (await store.simulator.control.calls()).map(({ method, path }) => `${method} ${path}`)

  it("takes a card through the challenge and places the order, with exactly three calls", async () => {
    const shopper = await store.shopper().readyToPay()
    expect(await paths()).toEqual([])

    const returned = await shopper.pay(OK_CARD)

    expect(returned).toMatchObject({
      status: 303,
      outcome: "paid",
      orderId: expect.stringMatching(/^order_/),
    })
    expect(await paths()).toEqual([
      "POST /orders/3steps/init",
      "POST /orders/3steps/validation",
      "POST /orders/3steps/payment",
    ])
    expect(await shopper.payment()).toMatchObject({
      status: "paid",
      order_id: returned.orderId,
      amount: "2499",
      currency_code: "eur",
      card: { circuit: "VISA", last4: "5006" },
    })
    const { order } = (
      await store.admin().get<{ order: { payment_status: string } }>(`/admin/orders/${returned.orderId}`)
    ).body
    expect(order.payment_status).toBe("authorized")
  })

  it("lets a shopper try again after a decline, on the same cart", async () => {
    const shopper = await store.shopper().readyToPay()

    const declined = await shopper.pay(KO_CARD)

    expect(declined).toMatchObject({ status: 303, outcome: "declined", orderId: undefined })
    expect((await shopper.payment()).message).toContain("Nothing was charged")
    const paid = await shopper.pay(OK_CARD)
    expect(paid.outcome).toBe("paid")
  })
})
