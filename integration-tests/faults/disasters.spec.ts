import { randomUUID } from "node:crypto"
import { walkHostedPage } from "../harness/browser-walk"
import { Clerk } from "../harness/clerk"
import { expectOk } from "../harness/shopper"
import { faultSuite } from "./fault-suite"

faultSuite("faults-disasters", (store) => {
  it("a notification that was answered is acted on once, though the server dies over it and then over the job", async () => {
    const sim = store.simulator.control
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    const { redirect_url: url = "" } = expectOk(await shopper.pressButton())
    const { xpay_order_id: orderId } = (await store
      .db("xpay_attempt")
      .where({ cart_id: shopper.cartId })
      .first("xpay_order_id")) as { xpay_order_id: string }
    await sim.planNotifications(orderId, { timing: "never" })
    await walkHostedPage(url ?? "", "PAYPAL", "pay")
    const body = (await sim.notifications()).at(-1)?.body as object
    const nextQuestion = () =>
      store.gate.next(({ method, path }) => method === "GET" && path === `/orders/${orderId}`)

    const overNotification = nextQuestion()
    const answer = await store.strangerHttp().post("/xpay/notifications", { ...body, eventId: randomUUID() })
    expect(answer.status).toBe(200)
    await overNotification
    await store.medusa.kill()
    await store.medusa.start()

    const overJob = nextQuestion()
    // Its server dies: there will be no response.
    void store.reconcile(1).catch(() => undefined)
    await overJob
    await store.medusa.kill()
    await store.medusa.start()

    // What the dead job had leased is voided after two minutes.
    await store.letPass(2)
    await store.reconcile(0)
    const { status, order_id: placed } = await shopper.payment()
    expect({ status, placed }).toEqual({ status: "paid", placed: expect.stringMatching(/^order_/) })
    expect((await new Clerk(store.admin()).payment(placed ?? "")).captures).toHaveLength(1)
    await store.audit()
  })
})
