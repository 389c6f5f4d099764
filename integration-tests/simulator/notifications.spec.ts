import { cancelOnPage, payOnPage } from "./support/payer"
import { Shop } from "./support/shop"

describe("the notification of a hosted payment", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  it("carries the session's token, an event id of its own and the operation", async () => {
    const { orderId, hostedPage, securityToken } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage)
    const [{ body } = { body: {} }] = await shop.inbox.until(1)
    expect(body.securityToken).toBe(securityToken)
    expect(body.operation).toMatchObject({ orderId, operationResult: "AUTHORIZED" })
    expect((await shop.control.notifications(orderId))[0]).toMatchObject({
      eventId: body.eventId,
      state: "answered",
    })
  })

  it("goes before the redirect at first", async () => {
    const { hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage)
    expect(shop.inbox.received).toHaveLength(1)
  })

  it("goes after the redirect where the switch says so", async () => {
    await shop.control.setSwitches({ notificationTiming: "after-redirect" })
    const { hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage)
    expect(shop.inbox.received).toHaveLength(0)
    expect(await shop.inbox.until(1)).toHaveLength(1)
  })

  it("goes late where the switch says so", async () => {
    await shop.control.setSwitches({ notificationTiming: "late", notificationLateMs: 400 })
    const { hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage)
    const returnedAt = Date.now()
    const [notification] = await shop.inbox.until(1)
    expect((notification?.at ?? 0) - returnedAt).toBeGreaterThan(350)
  })

  it("goes twice with the same event id where the switch says so", async () => {
    await shop.control.setSwitches({ notificationCopies: 2 })
    const { hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage)
    const [first, second] = await shop.inbox.until(2)
    expect(second?.body).toEqual(first?.body)
  })

  it("never goes where the switch says so, and can be sent by hand", async () => {
    await shop.control.setSwitches({ notificationTiming: "never" })
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage)
    const [held] = await shop.control.notifications(orderId)
    expect([held?.state, shop.inbox.received.length]).toEqual(["held", 0])
    await shop.control.resendNotification(held?.eventId ?? "")
    expect(shop.inbox.received).toHaveLength(1)
  })

  it("is dropped while notifications are muted", async () => {
    await shop.control.setSwitches({ notificationsMuted: true })
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage)
    expect((await shop.control.notifications(orderId))[0]?.state).toBe("muted")
    expect(shop.inbox.received).toHaveLength(0)
  })

  it("follows the plan of its own order, others the switches", async () => {
    const planned = await shop.openHosted(shop.explicit)
    const other = await shop.openHosted(shop.explicit)
    await shop.control.planNotifications(planned.orderId, { timing: "before-redirect", copies: 3 })
    await payOnPage(planned.hostedPage)
    await payOnPage(other.hostedPage)
    const count = (orderId: string): number =>
      shop.inbox.received.filter(({ body }) => body.operation.orderId === orderId).length
    expect([count(planned.orderId), count(other.orderId)]).toEqual([3, 1])
  })

  it("comes for a payment left pending, and again when it is resolved", async () => {
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage, { method: "PAYPAL", outcome: "leave-pending" })
    await shop.control.conclude({ orderId, result: "DECLINED" })
    const received = await shop.inbox.until(2)
    expect(received.map(({ body }) => body.operation.operationResult)).toEqual(["PENDING", "DECLINED"])
    expect(new Set(received.map(({ body }) => body.eventId)).size).toBe(2)
  })

  it("does not keep the browser when the shop answers with an error or not at all", async () => {
    shop.inbox.status = 500
    const failing = await shop.openHosted(shop.explicit)
    expect((await payOnPage(failing.hostedPage)).status).toBe(303)
    expect((await shop.control.notifications(failing.orderId))[0]).toMatchObject({
      httpStatus: 500,
      attempts: 1,
    })
    const nobody = await shop.openHosted(shop.explicit, { notificationUrl: "http://127.0.0.1:9/" })
    expect((await payOnPage(nobody.hostedPage)).status).toBe(303)
    expect((await shop.control.notifications(nobody.orderId))[0]).toMatchObject({
      state: "failed",
      failure: "ECONNREFUSED",
    })
  })

  it("does not exist without a notification URL, nor for captures and server-to-server payments", async () => {
    const { hostedPage } = await shop.openHosted(shop.explicit, { notificationUrl: undefined })
    await payOnPage(hostedPage)
    const { operationId } = await shop.payByCard(shop.explicit)
    await shop.explicit.postOnce(`/operations/${operationId}/captures`, {})
    expect(await shop.control.notifications()).toEqual([])
  })

  it("is not sent for a payer who left nothing behind", async () => {
    await shop.control.setSwitches({ cancelLeavesOperation: false })
    const { hostedPage } = await shop.openHosted(shop.explicit)
    await cancelOnPage(hostedPage)
    expect(await shop.control.notifications()).toEqual([])
  })

  it("can be forged", async () => {
    const { orderId } = await shop.openHosted(shop.explicit)
    await shop.control.forgeNotification({ orderId, body: { anything: 1 }, headers: { "X-Test": "yes" } })
    const [forged] = await shop.inbox.until(1)
    expect([forged?.body, forged?.headers["x-test"]]).toEqual([{ anything: 1 }, "yes"])
  })

  it("gives its time as seconds where the switch says so", async () => {
    await shop.control.setSwitches({ notificationEventTime: "epoch" })
    const { hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage)
    expect((await shop.inbox.until(1))[0]?.body.eventTime).toMatch(/^\d{10}$/)
  })
})
