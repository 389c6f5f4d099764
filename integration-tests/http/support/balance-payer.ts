import { asOrderId } from "../../../src/domain/ids"
import { makeBalanceLink } from "../../../src/use-cases/balance/balance-link"
import type { Account } from "../../harness/account"
import { comeBack, walkHostedPage, type PageEnd } from "../../harness/browser-walk"
import { OK_CARD } from "../../harness/cards"
import { Clerk } from "../../harness/clerk"
import type { Answer, Http } from "../../harness/http"
import { expectOk, readReturn, type PaymentAnswer, type Returned } from "../../harness/shopper"
import { eventually, type StoreUnderTest } from "../../harness/xpay-suite"

type Opened = PaymentAnswer & { redirect_url?: string }

export interface BalanceAnswer {
  balance: {
    order_id: string
    display_id: number
    amount: string
    decimals: number
    currency_code: string
    is_payable: boolean
    reason: { code: string; message: string } | null
    payment: { status: string; message: string } | null
  }
  code?: string
  message?: string
}

/** Customers who view the balance of their order and pay it. */
export function balancePayer(store: StoreUnderTest) {
  const clerk = () => new Clerk(store.admin())
  const openKinds = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind)

  async function addCup(orderId: string): Promise<void> {
    const http = store.admin()
    const items = [{ variant_id: store.store.variants["TAZZA"], quantity: 1 }]
    expectOk(await http.post("/admin/order-edits", { order_id: orderId }))
    expectOk(await http.post(`/admin/order-edits/${orderId}/items`, { items }))
    expectOk(await http.post(`/admin/order-edits/${orderId}/request`))
    expectOk(await http.post(`/admin/order-edits/${orderId}/confirm`))
  }

  /** An order that was paid and captured, by a guest or a customer, and to which an edit then added a cup. */
  async function orderWithBalance(account?: Account): Promise<string> {
    const shopper = account === undefined ? store.shopper() : store.shopperWith(account)
    const { orderId = "" } = await (await shopper.readyToPay({}, "pp_xpay_automatic")).pay(OK_CARD)
    await addCup(orderId)
    return orderId
  }

  const look = async (http: Http, orderId: string, body: object = {}) =>
    await http.post<BalanceAnswer>(`/store/xpay/orders/${orderId}/balance`, body)
  const press = async (http: Http, orderId: string, body: object = {}) =>
    await http.post<Opened>(`/store/xpay/orders/${orderId}/hosted-page`, body)

  async function payOn(
    opened: Answer<Opened>,
    method = "CARDS",
    end: PageEnd = "pay"
  ): Promise<Returned & { session: string }> {
    const { redirect_url: url = "" } = expectOk(opened)
    const back = readReturn(await comeBack(store.shopHttp(), await walkHostedPage(url, method, end)))
    return { ...back, session: back.location?.searchParams.get("xpay_payment_session") ?? "" }
  }

  /** The order, and a guest's token for it, which no log, table or response may contain. */
  async function orderWithToken(): Promise<{ orderId: string; token: string }> {
    const orderId = await orderWithBalance()
    const { url } = await makeBalanceLink(store.container(), asOrderId(orderId), "en")
    const token = new URL(url).hash.replace("#xpay_token=", "")
    store.canaries.push({ name: "token of a balance link", secret: token })
    return { orderId, token }
  }

  /** The notification may still be booking it when its payer has already returned. */
  const isPaid = async (orderId: string, paid = 34.49) =>
    await eventually(async () =>
      expect(await clerk().order(orderId)).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: paid, pending_difference: 0 },
      })
    )

  return { openKinds, addCup, orderWithBalance, look, press, payOn, orderWithToken, isPaid }
}
