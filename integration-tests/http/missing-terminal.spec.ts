import { comeBack, walkChallenge, walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk, readReturn } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

const GONE = /_xpay$/

xpaySuite("missing-terminal", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const totals = async () => (await sim().ledger()).orders[0]?.totals
  const openKinds = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind)

  /** As after the shop has removed the terminal `xpay` from its configuration: its records belong to another one. */
  async function rename(from: RegExp, to: string): Promise<void> {
    for (const table of ["xpay_attempt", "xpay_incident", "payment", "payment_session"]) {
      for (const { id, provider_id: provider } of await store.db(table).select("id", "provider_id")) {
        if (from.test(provider)) {
          await store
            .db(table)
            .where({ id })
            .update({ provider_id: provider.replace(from, to) })
        }
      }
    }
  }
  const takeOut = async () => await rename(GONE, "_gone")
  const putBack = async () => await rename(/_gone$/, "_xpay")

  async function authorized(): Promise<{ orderId: string; attemptId: string }> {
    const { orderId = "" } = await (await store.shopper().readyToPay()).pay(OK_CARD)
    const { id } = (await store.db("xpay_attempt").where({ order_id: orderId }).first()) as { id: string }
    return { orderId, attemptId: id }
  }

  afterEach(putBack)

  it("is reported in the log, by an incident and in the dashboard's health, and closes automatically", async () => {
    await authorized()
    await takeOut()
    await store.reconcile(0)
    expect(store.recorder.log()).toMatch(
      /warn.*whose terminal is not in medusa-config\.ts: 1 of terminal \\*"gone/
    )
    expect(await store.incidents()).toMatchObject([
      {
        kind: "terminal_missing",
        detail: { amount: { minor: "2499", currency: "EUR" }, state: "authorized", terminal: "gone" },
      },
    ])
    const { terminals } = expectOk(
      await store
        .admin()
        .get<{ terminals: { checks: { name: string; status: string; message: string }[] }[] }>(
          "/admin/xpay/terminals"
        )
    )
    expect(JSON.stringify(terminals[0])).toContain("gone (1)")
    await store.reconcile()
    expect(store.recorder.log()).not.toMatch(/could not be reconciled/)
    expect(await openKinds()).toEqual(["terminal_missing"])
    await putBack()
    await store.reconcile(0)
    expect(await openKinds()).toEqual([])
  })

  it("is said when money is to be moved, and nothing is done", async () => {
    const { orderId, attemptId } = await authorized()
    await takeOut()
    await sim().clearCalls()
    const answers = [
      await staff().move(attemptId, "capture", { amount: 24.99 }),
      await staff().move(attemptId, "void"),
      await staff().move(attemptId, "sync"),
      await clerk().capture(orderId),
      await clerk().refund(orderId, 1),
      await clerk().cancelOrder(orderId),
    ]
    expect(answers.map(({ status, body }) => [status, (body as { code?: string }).code])).toEqual(
      Array(6).fill([409, "terminal_gone"])
    )
    expect((answers[0]?.body as { message: string }).message).toMatch(/Put it back into medusa-config\.ts/)
    expect((await clerk().order(orderId)).status).toBe("pending")
    expect(await sim().calls()).toEqual([])
    await putBack()
    expectOk(await clerk().cancelOrder(orderId))
    expect(await totals()).toMatchObject({ liveHold: 0 })
  })

  it("is reported for an open link, which cannot be changed, and for one that was paid and is held", async () => {
    const paid = await staff().draftOrder()
    const { payment } = expectOk(await staff().makeLink(paid.id, paid.total))
    await walkHostedPage(payment.link?.url ?? "", "CARDS", "pay")
    await store.reconcile(1)
    const other = await staff().draftOrder()
    const { payment: open } = expectOk(await staff().makeLink(other.id, other.total))
    await takeOut()
    for (const change of ["cancel", "renew"] as const) {
      expect(await staff().changeLink(open.id, change)).toMatchObject({
        status: 409,
        body: { code: "terminal_gone" },
      })
    }
    await store.reconcile(0)
    expect(await openKinds()).toEqual(["terminal_missing", "terminal_missing"])
  })

  it("during the bank's check: the shopper hears that nothing was charged", async () => {
    const shopper = await store.shopper().readyToPay()
    const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
    await takeOut()
    const returned = readReturn(await comeBack(shopper.http, await walkChallenge(challenge!, "succeeds")))
    expect(returned).toMatchObject({ status: 303, outcome: "declined" })
    expect((await sim().ledger()).liveHolds).toEqual([])
  })

  it("on XPay's page: the shopper hears that it is being verified, and the order is placed when it is back", async () => {
    await sim().setSwitches({ notificationsMuted: true })
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    const { redirect_url: url } = expectOk(await shopper.pressButton())
    await takeOut()
    const returned = readReturn(await comeBack(shopper.http, await walkHostedPage(url!, "PAYPAL", "pay")))
    expect(returned).toMatchObject({ status: 303, outcome: "verifying" })
    await store.reconcile(1)
    await putBack()
    await store.reconcile(1)
    expect(await shopper.payment()).toMatchObject({
      status: "paid",
      order_id: expect.stringMatching(/^order_/),
    })
  })
})
