import { randomUUID } from "node:crypto"
import { comeBack, walkChallenge, walkHostedPage } from "../harness/browser-walk"
import { FieldsShopper } from "../harness/card-fields"
import { OK_CARD, UNSEEN_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import type { GateCall } from "../harness/gate"
import { expectOk, type Shopper } from "../harness/shopper"
import type { TestedStore } from "../harness/tested-store"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import type { Verb } from "./matrix"

/** A payment that is ready for one verb. */
export interface Case {
  readonly verb: Verb
  /** Whether a call to XPay is the one to strike. */
  isStruck(call: GateCall): boolean
  /** Whether a call is the one that comes next, if that is not a write to the database. */
  isNext?(call: GateCall): boolean
  /** The write directly before the call, if any. */
  readonly write: RegExp | undefined
  /** Starts it; may return anything. */
  act(): Promise<unknown>
  /**
   * Checks the final state, and that work can continue: the shopper can pay, and what was requested can be requested
   * again. Fails as a test does.
   *
   * @param isExecuted whether XPay had executed the call.
   */
  check(isExecuted: boolean): Promise<void>
  /** What its payment attempts have in common in the journal. */
  readonly whose: Partial<Record<keyof AttemptRecord, string>>
}

const PAYMENT = /^\/orders\/3steps\/payment$/
const OPENING = /insert into "xpay_attempt"/
const MOVEMENT = /insert into "xpay_movement"/

type Prepare = (store: TestedStore) => Promise<Case>

/** Prepares a payment for each verb. */
export const CASES: Readonly<Record<Verb, Prepare>> = {
  init: async (store) => await atTheStart(store, "init", /^\/orders\/3steps\/init$/),
  validate: async (store) => await atTheReturn(store, "validate", /^\/orders\/3steps\/validation$/),
  pay: async (store) => await atTheReturn(store, "pay", PAYMENT),
  "init, 2 steps": async (store) =>
    await atTheStart(store, "init, 2 steps", /^\/orders\/2steps\/init$/, "pp_xpay_twosteps"),
  "pay, 2 steps": async (store) =>
    await atTheReturn(store, "pay, 2 steps", /^\/orders\/2steps\/payment$/, "pp_xpay_twosteps"),

  moto: async (store) => {
    const staff = new Staff(store.admin(), store.store)
    const { id, total } = await staff.draftOrder()
    const requestKey = randomUUID()
    const takeCard = async (request_key: string) =>
      await staff.takeCard(id, { card: OK_CARD, amount: total, request_key })
    return {
      verb: "moto",
      isStruck: on("POST", /^\/orders\/moto$/),
      write: /update "xpay_attempt".*authorizing/s,
      act: () => takeCard(requestKey),
      check: async (isExecuted) => {
        if (isExecuted) {
          expect(expectOk(await staff.form(requestKey)).outcome).toBe("approved")
        } else {
          expect(await money(store, { order_id: id })).toEqual(NOTHING)
          expect(expectOk(await takeCard(randomUUID())).outcome).toBe("approved")
        }
        expect(await money(store, { order_id: id })).toEqual({ held: 1999, captured: 0, refunded: 0 })
        expect(await new Clerk(store.admin()).order(id)).toMatchObject({
          status: "pending",
          payment_status: "authorized",
        })
      },
      whose: { order_id: id },
    }
  },

  hosted: async (store) => {
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    return {
      verb: "hosted",
      isStruck: on("POST", /^\/orders\/hpp$/),
      write: OPENING,
      act: () => shopper.pressButton(),
      check: async () => {
        expect(await money(store, { cart_id: shopper.cartId })).toEqual(NOTHING)
        expect((await shopper.payOnPage("PAYPAL")).outcome).toBe("paid")
        expect(await money(store, { cart_id: shopper.cartId })).toEqual({
          held: 0,
          captured: 2499,
          refunded: 0,
        })
      },
      whose: { cart_id: shopper.cartId },
    }
  },

  build: async (store) => {
    const fields = await withCardFields(store)
    return {
      verb: "build",
      isStruck: on("POST", /^\/orders\/build$/),
      write: OPENING,
      act: () => fields.open(),
      check: async () => {
        expect(await money(store, { cart_id: fields.shopper.cartId })).toEqual(NOTHING)
        await paysByFields(store, fields)
      },
      whose: { cart_id: fields.shopper.cartId },
    }
  },

  finalize: async (store) => {
    const fields = await withCardFields(store)
    const { shopper } = fields
    const paymentId = await fields.enter(await fields.open(), UNSEEN_CARD)
    return {
      verb: "finalize",
      isStruck: on("POST", /^\/build\/finalize_payment$/),
      write: /update "xpay_attempt".*authorizing/s,
      act: () => fields.confirm(paymentId),
      check: async (isExecuted) => {
        if (!isExecuted) {
          expect(await money(store, { cart_id: shopper.cartId })).toEqual(NOTHING)
          return await paysByFields(store, fields)
        }
        expect(await shopper.payment()).toMatchObject({
          status: "paid",
          order_id: expect.stringMatching(/^order_/),
        })
        expect(await money(store, { cart_id: shopper.cartId })).toEqual(HELD)
      },
      whose: { cart_id: shopper.cartId },
    }
  },

  capture: async (store) => {
    const { shopper, orderId, operationId } = await order(store, "pp_xpay_xpay")
    const clerk = new Clerk(store.admin())
    return {
      verb: "capture",
      isStruck: on("POST", new RegExp(`^/operations/${operationId}/captures$`)),
      write: MOVEMENT,
      act: () => clerk.capture(orderId, 12),
      check: async (isExecuted) => {
        const { captures } = await clerk.payment(orderId)
        expect(captures.map(({ amount }) => amount)).toEqual(isExecuted ? [12] : [])
        if (!isExecuted) {
          expectOk(await clerk.capture(orderId, 12))
        }
        expect(await money(store, { cart_id: shopper.cartId })).toEqual({
          held: 0,
          captured: 1200,
          refunded: 0,
        })
        expect((await clerk.order(orderId)).summary.paid_total).toBe(12)
      },
      whose: { cart_id: shopper.cartId },
    }
  },

  refund: async (store) => {
    const { shopper, orderId, operationId } = await order(store, "pp_xpay_automatic")
    const clerk = new Clerk(store.admin())
    return {
      verb: "refund",
      isStruck: on("POST", new RegExp(`^/operations/${operationId}/refunds$`)),
      write: MOVEMENT,
      act: () => clerk.refund(orderId, 5),
      check: async (isExecuted) => {
        const { refunds } = await clerk.payment(orderId)
        expect(refunds.map(({ amount }) => amount)).toEqual(isExecuted ? [5] : [])
        if (!isExecuted) {
          expectOk(await clerk.refund(orderId, 5))
        }
        expect(await money(store, { cart_id: shopper.cartId })).toEqual({
          held: 0,
          captured: 2499,
          refunded: 500,
        })
      },
      whose: { cart_id: shopper.cartId },
    }
  },

  void: async (store) => {
    const { shopper, orderId, operationId } = await order(store, "pp_xpay_xpay")
    const clerk = new Clerk(store.admin())
    return {
      verb: "void",
      isStruck: on("POST", new RegExp(`^/operations/${operationId}/refunds$`)),
      write: MOVEMENT,
      act: () => clerk.cancelOrder(orderId),
      check: async () => {
        if ((await clerk.order(orderId)).status !== "canceled") {
          expectOk(await clerk.cancelOrder(orderId))
        }
        expect(await money(store, { cart_id: shopper.cartId })).toEqual(NOTHING)
        expect((await clerk.order(orderId)).status).toBe("canceled")
      },
      whose: { cart_id: shopper.cartId },
    }
  },

  query: async (store) => {
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    const { redirect_url: url } = expectOk(await shopper.pressButton())
    const [attempt] = await attempts(store, { cart_id: shopper.cartId })
    await store.simulator.control.planNotifications(attempt?.xpay_order_id ?? "", { timing: "never" })
    const back = await walkHostedPage(url ?? "", "PAYPAL", "pay")
    return {
      verb: "query",
      isStruck: on("GET", new RegExp(`^/orders/${attempt?.xpay_order_id ?? ""}$`)),
      write: /update "xpay_attempt".*"returned_at"/s,
      act: () => comeBack(shopper.http, back),
      check: async () => {
        expect(await shopper.payment()).toMatchObject({
          status: "paid",
          order_id: expect.stringMatching(/^order_/),
        })
        expect(await money(store, { cart_id: shopper.cartId })).toEqual({
          held: 0,
          captured: 2499,
          refunded: 0,
        })
      },
      whose: { cart_id: shopper.cartId },
    }
  },
}

const NOTHING = { held: 0, captured: 0, refunded: 0 }
const HELD = { held: 2499, captured: 0, refunded: 0 }

function on(method: string, path: RegExp, inBody = ""): Case["isStruck"] {
  return (call) => call.method === method && path.test(call.path) && call.body.includes(inBody)
}

/** A shopper who is about to send a card. */
async function atTheStart(
  store: TestedStore,
  verb: "init" | "init, 2 steps",
  path: RegExp,
  provider?: string
): Promise<Case> {
  const shopper = await store.shopper().readyToPay({}, provider)
  return {
    verb,
    isStruck: on("POST", path),
    write: OPENING,
    act: () => shopper.submitCard(OK_CARD),
    check: async () => {
      expect(await money(store, { cart_id: shopper.cartId })).toEqual(NOTHING)
      await paysAgain(store, shopper)
    },
    whose: { cart_id: shopper.cartId },
  }
}

/**
 * The validation runs while Medusa prepares the order; the permission to send the payment is stored there before it
 * ends.
 */
const WRITE_BEFORE = {
  validate: /update "xpay_attempt".*authenticated/s,
  pay: undefined,
  "pay, 2 steps": /update "xpay_attempt".*authorizing/s,
}

/** A shopper who has passed the challenge; next, the browser returns. */
async function atTheReturn(
  store: TestedStore,
  verb: "validate" | "pay" | "pay, 2 steps",
  path: RegExp,
  provider?: string
): Promise<Case> {
  const shopper = await store.shopper().readyToPay({}, provider)
  const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
  const back = await walkChallenge(challenge ?? { url: "", fields: {} }, "succeeds")
  const operationId = (await attempts(store, { cart_id: shopper.cartId }))[0]?.operation_id ?? ""
  return {
    verb,
    isStruck: on("POST", path, operationId),
    ...(verb === "validate" ? { isNext: on("POST", PAYMENT, operationId) } : {}),
    write: WRITE_BEFORE[verb],
    act: () => comeBack(shopper.http, back),
    check: async (isExecuted) => {
      const { status, order_id: orderId } = await shopper.payment()
      // If the response to the validation was good, the payment follows it. In 2 steps, if a payment could not be
      // stored before it was sent, the next process sends it.
      const isGoneOnWith = status === "paid" && verb !== "pay"
      const isPaid = isGoneOnWith || (isExecuted && verb !== "validate")
      if (!isPaid) {
        expect(await money(store, { cart_id: shopper.cartId })).toEqual(NOTHING)
        return await paysAgain(store, shopper)
      }
      expect({ status, orderId }).toEqual({ status: "paid", orderId: expect.stringMatching(/^order_/) })
      expect(await money(store, { cart_id: shopper.cartId })).toEqual(HELD)
    },
    whose: { cart_id: shopper.cartId },
  }
}

async function paysAgain(store: TestedStore, shopper: Shopper): Promise<void> {
  expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
  expect(await money(store, { cart_id: shopper.cartId })).toEqual(HELD)
}

async function withCardFields(store: TestedStore): Promise<FieldsShopper> {
  return new FieldsShopper(await store.shopper().readyToPay({}, "pp_xpay-fields_xpay"))
}

async function paysByFields(store: TestedStore, fields: FieldsShopper): Promise<void> {
  expect(expectOk(await fields.submit(UNSEEN_CARD)).payment.status).toBe("paid")
  expect(await money(store, { cart_id: fields.shopper.cartId })).toEqual(HELD)
}

/** An order paid by card. */
async function order(store: TestedStore, provider: string) {
  const shopper = await store.shopper().readyToPay({}, provider)
  const { orderId = "" } = await shopper.pay(OK_CARD)
  const [attempt] = await attempts(store, { cart_id: shopper.cartId })
  return { shopper, orderId, operationId: attempt?.operation_id ?? "" }
}

/** The payment attempts that have something in common, oldest first. */
export async function attempts(
  { db }: TestedStore,
  whose: Partial<Record<keyof AttemptRecord, string>>
): Promise<AttemptRecord[]> {
  return (await db("xpay_attempt").where(whose).orderBy("created_at")) as AttemptRecord[]
}

/** The total that XPay holds, captured and refunded for them. */
async function money(store: TestedStore, whose: Partial<Record<keyof AttemptRecord, string>>) {
  const own: string[] = (await attempts(store, whose)).map((one) => one.xpay_order_id)
  const { orders } = await store.simulator.control.ledger()
  return orders
    .filter(({ orderId }) => own.includes(orderId))
    .reduce(
      (sum, { totals }) => ({
        held: sum.held + totals.liveHold,
        captured: sum.captured + totals.captured,
        refunded: sum.refunded + totals.refunded,
      }),
      NOTHING
    )
}
