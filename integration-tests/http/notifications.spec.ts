import { randomUUID } from "node:crypto"
import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { itWhile } from "../harness/flipped"
import { expectOk, type Shopper } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

const REFUSED_TRY_IS_NOTIFIED = "A refused try is notified although the page stays open."

interface Body {
  eventId: string
  securityToken: string
  operation: Record<string, unknown>
}

xpaySuite("notifications", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const post = (body: unknown) => store.strangerHttp().post("/xpay/notifications", body)
  const kept = async () =>
    (await store.db("xpay_notification").select("verdict", "claim")) as { verdict: string; claim: string }[]

  /** A shopper who has paid on XPay's page; the notification has not arrived. */
  async function paidSilently(): Promise<{ shopper: Shopper; body: Body }> {
    await sim().setSwitches({ notificationTiming: "never" })
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    const { redirect_url: url } = expectOk(await shopper.pressButton())
    await walkHostedPage(url!, "PAYPAL", "pay")
    const records = await sim().notifications()
    return { shopper, body: records.at(-1)!.body as Body }
  }

  const forged = (orderId: string) => ({
    eventId: randomUUID(),
    securityToken: randomUUID(),
    operation: { orderId, operationType: "AUTHORIZATION", operationResult: "EXECUTED" },
  })

  it("places the order, and is answered only after it is kept", async () => {
    const { shopper, body } = await paidSilently()
    const answer = await post(body)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ outcome: "OK" })
    expect(await kept()).toEqual([{ verdict: "accepted", claim: "AUTHORIZATION EXECUTED 2499 EUR" }])
    await eventually(async () =>
      expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
    )
  })

  it("places the order although XPay's own reads are a moment behind", async () => {
    await sim().setSwitches({ readLagMs: 1_000 })
    const { shopper, body } = await paidSilently()
    await post(body)
    await eventually(async () => expect((await shopper.payment()).status).toBe("paid"))
  })

  it.each<[string, (body: Body) => unknown]>([
    ["a wrong token", (body) => ({ ...body, securityToken: "0".repeat(32) })],
    ["no token", ({ securityToken: _token, ...body }) => body],
    ["an empty token", (body) => ({ ...body, securityToken: "" })],
    ["a token that is not a text", (body) => ({ ...body, securityToken: { $ne: null } })],
    [
      "an order that we do not know",
      (body) => ({ ...body, operation: { ...body.operation, orderId: "M000000000000000AA" } }),
    ],
    ["no order", (body) => ({ ...body, operation: {} })],
    ["no operation", ({ eventId, securityToken }) => ({ eventId, securityToken })],
    ["nothing", () => ({})],
    ["a list", () => []],
  ])("refuses %s, changes nothing and asks nobody", async (_what, change) => {
    const { shopper, body } = await paidSilently()
    await sim().clearCalls()
    expect((await post(change(body))).status).toBe(401)
    expect((await shopper.payment()).status).toBe("redirect")
    expect(await sim().calls()).toEqual([])
  })

  it("leaves a trace of a wrong token, and not more than twenty", async () => {
    const { body } = await paidSilently()
    for (let tries = 0; tries < 25; tries++) {
      await post({ ...body, eventId: randomUUID(), securityToken: "0".repeat(32) })
    }
    expect((await kept()).map(({ verdict }) => verdict)).toEqual(Array(20).fill("rejected"))
    expect(store.recorder.log()).toMatch(/notification for XPay order M\w+ with a wrong token was refused/)
  })

  it("does not take the token of one order for another", async () => {
    const [one, other] = [await paidSilently(), await paidSilently()]
    expect((await post({ ...one.body, securityToken: other.body.securityToken })).status).toBe(401)
    expect((await one.shopper.payment()).status).toBe("redirect")
  })

  itWhile(REFUSED_TRY_IS_NOTIFIED)("believes XPay and not what is written in it", async () => {
    await sim().setSwitches({ notificationTiming: "never" })
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    const { redirect_url: url } = expectOk(await shopper.pressButton())
    await walkHostedPage(url!, "PAYPAL", "decline")
    const body = (await sim().notifications()).at(-1)!.body as Body
    for (const lie of [
      { operationResult: "EXECUTED" },
      { operationResult: "AUTHORIZED", operationAmount: "999999" },
      { operationCurrency: "JPY", operationResult: "EXECUTED" },
    ]) {
      expect(
        (await post({ ...body, eventId: randomUUID(), operation: { ...body.operation, ...lie } })).status
      ).toBe(200)
    }
    await eventually(async () => expect((await shopper.payment()).status).toBe("declined"))
    expect((await sim().ledger()).liveHolds).toEqual([])
  })

  it("has one effect in a thousand copies, and hardly asks more than once", async () => {
    const { shopper, body } = await paidSilently()
    await sim().clearCalls()
    // The system, not the store, refuses more simultaneous connections than a server accepts.
    const answers = []
    for (let sent = 0; sent < 1_000; sent += 250) {
      answers.push(...(await Promise.all(Array.from({ length: 250 }, () => post(body)))))
    }
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    await eventually(async () =>
      expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
    )
    const { orderId } = { orderId: (await shopper.payment()).order_id! }
    expect(
      (await clerk().order(orderId)).payment_collections.flatMap(({ payments }) => payments)
    ).toHaveLength(1)
    expect(await kept()).toHaveLength(1)
    expect((await sim().calls({ method: "GET" })).length).toBeLessThanOrEqual(3)
  }, 60_000)

  it("has one effect under two hundred names too", async () => {
    const { shopper, body } = await paidSilently()
    await Promise.all(Array.from({ length: 200 }, () => post({ ...body, eventId: randomUUID() })))
    await eventually(async () =>
      expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
    )
    expect((await clerk().payment((await shopper.payment()).order_id!)).captures).toHaveLength(1)
  }, 60_000)

  it("may come with results, types and fields nobody has heard of", async () => {
    const { shopper, body } = await paidSilently()
    for (const strange of [
      { operationResult: "TELEPORTED" },
      { operationType: "SORCERY", operationResult: null },
      { operationAmount: -1, operationTime: "yesterday", additionalData: [[]] },
    ]) {
      expect(
        (
          await post({
            ...body,
            eventId: randomUUID(),
            novelty: { deep: [1] },
            operation: { ...body.operation, ...strange },
          })
        ).status
      ).toBe(200)
    }
    await eventually(async () => expect((await shopper.payment()).status).toBe("paid"))
  })

  it("may be faster than XPay's own answer to the opening of the page", async () => {
    await sim().setSwitches({ notificationTiming: "never" })
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    await sim().addFault({ kind: "delay", ms: 1_200, path: "/orders/hpp" })
    const pressing = shopper.pressButton()
    await eventually(async () => expect(await store.db("xpay_attempt")).toHaveLength(1))
    const [attempt] = (await store.db("xpay_attempt")) as { xpay_order_id: string }[]
    const early = {
      eventId: randomUUID(),
      securityToken: "f".repeat(32),
      operation: { orderId: attempt!.xpay_order_id, operationId: "1" },
    }
    expect((await post(early)).status).toBe(200)
    expect(await kept()).toMatchObject([{ verdict: "early" }])
    const { redirect_url: url } = expectOk(await pressing)
    await walkHostedPage(url!, "PAYPAL", "pay")
    await store.reconcile(1)
    expect((await shopper.payment()).status).toBe("paid")
  })

  it("is never taken from somebody who only knows the order's id", async () => {
    const shopper = await store.shopper().readyToPay()
    await shopper.submitCard(OK_CARD)
    const [attempt] = (await store.db("xpay_attempt")) as { id: string; xpay_order_id: string }[]
    await store.db("xpay_attempt").update({ checks: 3 })
    await sim().clearCalls()
    for (let tries = 0; tries < 25; tries++) {
      expect((await post(forged(attempt!.xpay_order_id))).status).toBe(401)
    }
    expect((await kept()).map(({ verdict }) => verdict)).toEqual(Array(20).fill("rejected"))
    expect(await sim().calls()).toEqual([])
    expect(await store.db("xpay_attempt").first("checks")).toEqual({ checks: 3 })
  })

  it("makes XPay be asked five times at most while its token is not known", async () => {
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    await sim().addFault({ kind: "reset-after", path: "/orders/hpp" })
    await shopper.pressButton()
    const [attempt] = (await store.db("xpay_attempt")) as { xpay_order_id: string }[]
    await store.db("xpay_attempt").update({ checks: 3 })
    await sim().clearCalls()
    for (let tries = 0; tries < 10; tries++) {
      expect((await post(forged(attempt!.xpay_order_id))).status).toBe(200)
    }
    await Promise.all(Array.from({ length: 20 }, () => post(forged(attempt!.xpay_order_id))))
    expect((await kept()).map(({ verdict }) => verdict)).toEqual(Array(5).fill("early"))
    expect((await sim().calls()).length).toBeLessThanOrEqual(5)
    expect(await store.db("xpay_attempt").first("checks")).toEqual({ checks: 3 })
  })

  it.each([
    ["card numbers", { eventId: OK_CARD.number }, { operationAmount: OK_CARD.number }],
    [
      "a card number written as an id",
      { eventId: "45090345-4361-5006-0000-000000000000" },
      { operationAmount: OK_CARD.number },
    ],
    [
      "texts longer than an index takes",
      { eventId: "e".repeat(10_000) },
      { operationType: "t".repeat(10_000) },
    ],
  ])("keeps nothing of %s, and counts all the same", async (_what, strange, operation) => {
    const { shopper, body } = await paidSilently()
    const sent = { ...body, ...strange, operation: { ...body.operation, ...operation } }
    expect((await post(sent)).status).toBe(200)
    expect((await post(sent)).status).toBe(200)
    const rows = (await store.db("xpay_notification")) as { event_id: string; claim: string | null }[]
    expect(rows).toHaveLength(1)
    expect(rows[0]!.event_id.length).toBeLessThanOrEqual(64)
    expect(rows[0]!.claim?.length ?? 0).toBeLessThanOrEqual(120)
    expect(JSON.stringify(rows).replaceAll("-", "")).not.toContain(OK_CARD.number)
    await eventually(async () => expect((await shopper.payment()).status).toBe("paid"))
  })

  it("is answered within 300 ms, 99 times of 100, while XPay answers nothing at all", async () => {
    const { shopper, body } = await paidSilently()
    await sim().addFault({ kind: "stall", method: "GET", times: "always" })
    const times: number[] = []
    for (let round = 0; round < 200; round++) {
      const start = performance.now()
      expect((await post({ ...body, eventId: randomUUID() })).status).toBe(200)
      times.push(performance.now() - start)
    }
    times.sort((a, b) => a - b)
    expect(times[197]).toBeLessThan(300)
    await sim().clearFaults()
    await eventually(async () => {
      await store.reconcile(1)
      expect((await shopper.payment()).status).toBe("paid")
    }, 20_000)
  }, 60_000)

  it("is not answered well when it could not be kept", async () => {
    const { shopper, body } = await paidSilently()
    await store.db.raw("alter table xpay_notification rename to xpay_notification_gone")
    const answer = await post(body)
    await store.db.raw("alter table xpay_notification_gone rename to xpay_notification")
    expect(answer.status).toBe(500)
    expect((await post(body)).status).toBe(200)
    await eventually(async () => expect((await shopper.payment()).status).toBe("paid"))
  })

  it("also works through Medusa's own hook, without its delay, and never for a session that is gone", async () => {
    const { shopper, body } = await paidSilently()
    const stranger = await store.shopper().readyToPay()
    expect(
      (
        await store
          .strangerHttp()
          .post("/hooks/payment/xpay-paypal_xpay", { ...body, securityToken: "0".repeat(32) })
      ).status
    ).toBe(401)
    expect((await store.strangerHttp().post("/hooks/payment/xpay-paypal_xpay", body)).status).toBe(200)
    await eventually(async () => expect((await shopper.payment()).status).toBe("paid"))

    const late = await paidSilently()
    await late.shopper.addItem("TAZZA")
    await store.strangerHttp().post("/hooks/payment/xpay-paypal_xpay", late.body)
    await store.reconcile(1)
    expect((await late.shopper.payment()).status).toBe("voided")
    const { rows } = (await store.db.raw("select completed_at from cart where id = ?", [
      stranger.cartId,
    ])) as { rows: { completed_at: Date | null }[] }
    expect(rows[0]?.completed_at).toBeNull()
  })
})
