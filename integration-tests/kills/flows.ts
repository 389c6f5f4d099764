import { randomUUID } from "node:crypto"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import { comeBack, walkChallenge, walkHostedPage } from "../harness/browser-walk"
import { FieldsShopper, walkBank } from "../harness/card-fields"
import { OK_CARD, UNSEEN_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk, type Shopper } from "../harness/shopper"
import type { KillStore } from "./kill-store"
import type { FlowName } from "./points"

/** An action in progress in Medusa when the process is killed. */
export interface Flow {
  /** Starts it, on the server that will be killed. */
  act(): Promise<unknown>
  /** Whoever started it repeats it, on any server: the shopper returns, the clerk presses again. */
  again(): Promise<unknown>
  /**
   * Checks the final state, and that work can continue: the shopper can pay, and what was requested can be requested
   * again. Fails as a test does.
   */
  check(): Promise<void>
  /** What its payment attempts have in common in the journal. */
  readonly whose: Partial<Record<keyof AttemptRecord, string>>
}

const FIELDS = "pp_xpay-fields_xpay"

type Prepare = (store: KillStore) => Promise<Flow>

/** Prepares each flow up to the point where it can be started. */
export const FLOWS: Readonly<Record<FlowName, Prepare>> = {
  "completion (card)": async (store) => {
    const shopper = await store.shopper(store.struckUrl).readyToPay(store.nextSale())
    const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
    const back = await walkChallenge(challenge ?? { url: "", fields: {} }, "succeeds")
    return {
      act: () => comeBack(shopper.http, back),
      again: () => comeBack(shopper.http, { ...back, url: store.atOther(back.url) }),
      check: async () => {
        await store.isToldTheTruth(shopper)
        if ((await store.money({ cart_id: shopper.cartId })).held === 0) {
          expect((await store.otherwise(shopper).pay(OK_CARD)).outcome).toBe("paid")
        }
        await store.isOrderedOnce(shopper, { held: 2499, captured: 0, refunded: 0 })
      },
      whose: { cart_id: shopper.cartId },
    }
  },

  "completion (page)": async (store) => await paidPage(store, "return"),

  "completion (card fields)": async (store) => {
    const shopper = await store.shopper(store.struckUrl).readyToPay(store.nextSale(), FIELDS)
    const fields = new FieldsShopper(shopper)
    const paymentId = await fields.enter(await fields.open(), UNSEEN_CARD)
    return {
      act: () => fields.confirm(paymentId),
      again: () => new FieldsShopper(store.otherwise(shopper)).confirm(paymentId),
      check: async () => {
        await store.isToldTheTruth(shopper)
        if ((await store.money({ cart_id: shopper.cartId })).held === 0) {
          const again = new FieldsShopper(store.otherwise(shopper))
          expect(expectOk(await again.submit(UNSEEN_CARD)).payment.status).toBe("paid")
        }
        await store.isOrderedOnce(shopper, { held: 2499, captured: 0, refunded: 0 })
      },
      whose: { cart_id: shopper.cartId },
    }
  },

  "completion (card fields, bank)": async (store) => {
    const shopper = await store.shopper(store.struckUrl).readyToPay(store.nextSale(), FIELDS)
    const { redirect_url: url = "" } = expectOk(await new FieldsShopper(shopper).submit(OK_CARD))
    const back = await walkBank(url, "succeeds")
    return {
      act: () => comeBack(shopper.http, back),
      again: () => comeBack(shopper.http, { ...back, url: store.atOther(back.url) }),
      check: async () => {
        await store.isToldTheTruth(shopper)
        await store.isOrderedOnce(shopper, { held: 2499, captured: 0, refunded: 0 })
      },
      whose: { cart_id: shopper.cartId },
    }
  },

  "booking (notification)": async (store) => await paidPage(store, "notification"),

  "booking (payment link)": async (store) => {
    const staff = new Staff(store.admin(store.struckUrl), store.store)
    const { id, total } = await staff.draftOrder(store.nextSale())
    const { payment } = expectOk(await staff.makeLink(id, total))
    await walkHostedPage(payment.link?.url ?? "", "PAYPAL", "pay")
    const whose = { order_id: id }
    return {
      act: () => store.notify(whose, store.struckUrl),
      again: () => new Staff(store.admin(store.otherUrl), store.store).move(payment.id, "sync"),
      check: async () => {
        expect(await store.money(whose)).toEqual({ held: 0, captured: 1999, refunded: 0 })
        expect(await new Clerk(store.admin()).order(id)).toMatchObject({
          status: "pending",
          payment_status: "captured",
          summary: { paid_total: total, pending_difference: 0 },
        })
      },
      whose,
    }
  },

  "MOTO payment and draft conversion": async (store) => {
    const staff = new Staff(store.admin(store.struckUrl), store.store)
    const { id, total } = await staff.draftOrder(store.nextSale())
    const takeCard = (one: Staff, request_key: string) =>
      one.takeCard(id, { card: OK_CARD, amount: total, request_key })
    const form = randomUUID()
    const other = new Staff(store.admin(store.otherUrl), store.store)
    return {
      act: () => takeCard(staff, form),
      again: () => takeCard(other, form),
      check: async () => {
        if ((await store.money({ order_id: id })).held === 0) {
          expect(expectOk(await takeCard(new Staff(store.admin(), store.store), randomUUID())).outcome).toBe(
            "approved"
          )
        }
        expect(await store.money({ order_id: id })).toEqual({ held: 1999, captured: 0, refunded: 0 })
        expect(await new Clerk(store.admin()).order(id)).toMatchObject({
          status: "pending",
          payment_status: "authorized",
        })
      },
      whose: { order_id: id },
    }
  },

  "order cancel (held)": async (store) => await canceled(store, "pp_xpay_xpay"),
  "order cancel (captured)": async (store) => await canceled(store, "pp_xpay_automatic"),

  capture: async (store) => {
    const { orderId, whose } = await paidOrder(store, "pp_xpay_xpay")
    return {
      act: () => new Clerk(store.admin(store.struckUrl)).capture(orderId, 12),
      again: () => new Clerk(store.admin(store.otherUrl)).capture(orderId, 12),
      check: async () => {
        const clerk = new Clerk(store.admin())
        if ((await store.money(whose)).captured === 0) {
          expectOk(await clerk.capture(orderId, 12))
        }
        expect(await store.money(whose)).toEqual({ held: 0, captured: 1200, refunded: 0 })
        expect((await clerk.payment(orderId)).captures.map(({ amount }) => amount)).toEqual([12])
        expect((await clerk.order(orderId)).summary).toMatchObject({ paid_total: 12 })
      },
      whose,
    }
  },

  refund: async (store) => {
    const { orderId, whose } = await paidOrder(store, "pp_xpay_automatic")
    const wanted = { held: 0, captured: 2499, refunded: 500 }
    let isAskedAgain = false
    return {
      act: () => new Clerk(store.admin(store.struckUrl)).refund(orderId, 5),
      again: async () => {
        // A clerk who does not see the refund requests it again; one who sees it does not.
        const clerk = new Clerk(store.admin(store.otherUrl))
        isAskedAgain = (await clerk.payment(orderId)).refunds.length === 0
        return isAskedAgain ? await clerk.refund(orderId, 5) : undefined
      },
      check: async () => {
        const clerk = new Clerk(store.admin())
        if ((await store.money(whose)).refunded === 0) {
          expectOk(await clerk.refund(orderId, 5))
        }
        expect(await store.money(whose)).toEqual(wanted)
        expect((await clerk.payment(orderId)).refunds.map(({ amount }) => amount)).toEqual([5])
        expect((await clerk.order(orderId)).summary).toMatchObject({
          paid_total: 24.99,
          refunded_total: 5,
          pending_difference: 0,
        })
      },
      whose,
    }
  },

  "import of a refund made in XPay's back office": async (store) => {
    const { orderId, whose } = await paidOrder(store, "pp_xpay_automatic")
    const [attempt] = await store.attempts(whose)
    await store.simulator.control.actInOffice({
      orderId: attempt?.xpay_order_id ?? "",
      verb: "refund",
      amount: 700,
    })
    const sync = (url: () => string) =>
      new Staff(store.admin(url), store.store).move(attempt?.id ?? "", "sync")
    return {
      act: () => sync(store.struckUrl),
      again: () => sync(store.otherUrl),
      check: async () => {
        const clerk = new Clerk(store.admin())
        expect((await clerk.payment(orderId)).refunds.map(({ amount }) => amount)).toEqual([7])
        expect((await clerk.order(orderId)).summary).toMatchObject({
          paid_total: 24.99,
          refunded_total: 7,
          pending_difference: 0,
        })
      },
      whose,
    }
  },
}

/** A shopper who has paid on XPay's page: next, the browser returns or the notification arrives. */
async function paidPage(store: KillStore, first: "return" | "notification"): Promise<Flow> {
  const shopper = await store.shopper(store.struckUrl).readyToPay(store.nextSale(), "pp_xpay-paypal_xpay")
  const { redirect_url: url } = expectOk(await shopper.pressButton())
  const back = await walkHostedPage(url ?? "", "PAYPAL", "pay")
  const whose = { cart_id: shopper.cartId }
  return {
    act: () => (first === "return" ? comeBack(shopper.http, back) : store.notify(whose, store.struckUrl)),
    again: () => comeBack(shopper.http, { ...back, url: store.atOther(back.url) }),
    check: async () => {
      await store.isToldTheTruth(shopper)
      await store.isOrderedOnce(shopper, { held: 0, captured: 2499, refunded: 0 })
    },
    whose,
  }
}

async function canceled(store: KillStore, provider: string): Promise<Flow> {
  const { orderId, whose } = await paidOrder(store, provider)
  const cancel = (url: () => string) => new Clerk(store.admin(url)).cancelOrder(orderId)
  return {
    act: () => cancel(store.struckUrl),
    again: () => cancel(store.otherUrl),
    check: async () => {
      const clerk = new Clerk(store.admin())
      if ((await clerk.order(orderId)).status !== "canceled") {
        expectOk(await clerk.cancelOrder(orderId))
      }
      expect((await clerk.order(orderId)).status).toBe("canceled")
      const { held, captured, refunded } = await store.money(whose)
      expect({ held, kept: captured - refunded }).toEqual({ held: 0, kept: 0 })
    },
    whose,
  }
}

async function paidOrder(store: KillStore, provider: string) {
  const shopper: Shopper = await store.shopper(store.struckUrl).readyToPay(store.nextSale(), provider)
  const { orderId = "" } = await shopper.pay(OK_CARD)
  return { orderId, whose: { cart_id: shopper.cartId } }
}
