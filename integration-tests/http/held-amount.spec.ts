import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

/** The requested and the authorized amount. They differ if XPay authorized another amount than requested. */
xpaySuite("held-amount", (store) => {
  const sim = () => store.simulator.control
  const amounts = async () => await store.db("xpay_attempt").select("state", "amount", "held_amount")

  it("is unknown until XPay has authorized, and then what it authorized", async () => {
    const shopper = await store.shopper().readyToPay()
    const submitted = await shopper.submitCard(OK_CARD)
    expect(await amounts()).toEqual([{ state: "authenticating", amount: "2499", held_amount: null }])
    await shopper.passChallenge(submitted)
    expect(await amounts()).toEqual([{ state: "authorized", amount: "2499", held_amount: "2499" }])
  })

  it("is what a void asks XPay for: a hold of another amount than requested is voided by one call", async () => {
    await sim().setSwitches({ notificationsMuted: true })
    const staff = new Staff(store.admin(), store.store)
    const { payment } = expectOk(await staff.makeLink((await staff.draftOrder()).id, 19.99))
    await store.db("xpay_attempt").update({ amount: "2000" })
    await walkHostedPage(payment.link!.url, "CARDS", "pay")
    await store.reconcile(1)
    expect(await amounts()).toEqual([{ state: "voided", amount: "2000", held_amount: "1999" }])
    expect(await store.db("xpay_movement").select("kind", "amount", "state")).toEqual([
      { kind: "void", amount: "1999", state: "done" },
    ])
    expect(await sim().calls({ path: "/operations/*/refunds" })).toHaveLength(1)
    await store.db("xpay_attempt").update({ amount: "1999" })
  })
})
