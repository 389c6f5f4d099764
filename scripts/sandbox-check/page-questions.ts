import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { order, session } from "./card-data"
import { fields, inWords, operationsOf, text, told, type Answer } from "./conversation"
import type { HttpResult, PublicAddress } from "./listener"
import { statusOfLink } from "./order-questions"
import type { Asking, PageWish, Question } from "./question"

const NEEDS_PAYER = "somebody to pay on XPay's page in a browser"

const declines: Question = {
  title: "XPay's page after a decline",
  needs: NEEDS_PAYER,
  async ask(asking) {
    const { walkPage, xpay } = asking
    if (walkPage === undefined) {
      return undefined
    }
    const orderId = asking.newOrderId()
    const opened = await xpay.post("orders-hpp-declined", "/orders/hpp", {
      order: order(orderId),
      paymentSession: session({ paymentService: "CARDS", captureType: "EXPLICIT" }),
    })
    const page = text(opened.body, "hostedPage")
    await walkPage(page, "decline")
    const declined = await asking.readResolved("orders-get-declined", orderId, 1)
    await walkPage(page, "pay")
    await asking.aMoment()
    const read = await asking.readResolved("orders-get-paid-after-decline", orderId, 1)
    const isPaid = operationsOf(read).some(({ operationResult }) =>
      ["AUTHORIZED", "EXECUTED"].includes(String(operationResult))
    )
    return {
      "after the decline the order lists": operationsOf(declined).map(inWords).join(", "),
      "another card": isPaid ? "can be tried on the same page" : "cannot be tried there",
    }
  },
}

const paidLinks: Question = {
  title: "A payment link that was paid",
  needs: NEEDS_PAYER,
  async ask(asking) {
    const { walkPage, xpay } = asking
    if (walkPage === undefined) {
      return undefined
    }
    const orderId = asking.newOrderId()
    const expirationDate = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
    // In both places: which of them XPay reads is another question.
    const made = await xpay.post("orders-paybylink-paid", "/orders/paybylink", {
      order: order(orderId),
      paymentSession: {
        actionType: "PAY",
        amount: "100",
        language: "ITA",
        paymentService: "CARDS",
        expirationDate,
      },
      expirationDate,
    })
    const linkId = text(made.body, "paymentLink", "linkId")
    asking.noteLink(linkId)
    await walkPage(text(made.body, "paymentLink", "link"), "pay")
    const read = await asking.readResolved("orders-get-paid-link", orderId, 1)
    const canceled = await xpay.post("paybylink-cancels-paid", `/paybylink/${linkId}/cancels`, {})
    const renewed = await xpay.post(
      "orders-paybylink-renewals-paid",
      `/orders/paybylink/${linkId}/renewals`,
      {}
    )
    return {
      "status when paid": statusOfLink(read.body),
      cancellation: told(canceled),
      renewal: told(renewed),
    }
  },
}

/** The methods that a page of Nexi's describes, as circuits without underscores. */
const DESCRIBED = ["GOOGLEPAY", "APPLEPAY", "PAYPAL", "BANCOMATPAY", "MYBANK", "PAGOINCONTO"]

const otherMethods: Question = {
  title: "A method of which no page of Nexi's says what it can do",
  needs: `${NEEDS_PAYER}, and a terminal with such a method`,
  async ask(asking) {
    const { walkPage, xpay } = asking
    const { paymentMethods: list } = fields(
      (await xpay.get("payment_methods-others", "/payment_methods")).body
    )
    const method = (Array.isArray(list) ? list : [])
      .filter((one) => !/^CARDS?$/.test(text(one, "paymentMethodType") || text(one, "methodType")))
      .map((one) => text(one, "circuit").replaceAll("_", ""))
      .find((circuit) => !DESCRIBED.includes(circuit))
    if (walkPage === undefined || method === undefined) {
      return undefined
    }
    const orderId = asking.newOrderId()
    const opened = await xpay.post("orders-hpp-other-method", "/orders/hpp", {
      order: order(orderId),
      paymentSession: session({ paymentService: method }),
    })
    await walkPage(text(opened.body, "hostedPage"), "pay", method)
    const read = await asking.readResolved("orders-get-other-method", orderId, 1)
    const [paid] = operationsOf(read)
    const refunded = await xpay.post(
      "refunds-other-method",
      `/operations/${text(paid, "operationId")}/refunds`,
      { amount: "100", currency: "EUR" },
      { headers: { "idempotency-key": randomUUID() } }
    )
    return { method, "it is taken as": inWords(paid), "a refund": told(refunded) }
  },
}

/** Opens a page whose notifications and payer return to this machine. */
async function openNotified({ xpay, newOrderId }: Asking, { url }: PublicAddress, name: string) {
  const orderId = newOrderId()
  const at = (end: string) => `${url}/${orderId}/${end}`
  const opened = await xpay.post(name, "/orders/hpp", {
    order: order(orderId),
    paymentSession: session({
      paymentService: "CARDS",
      captureType: "EXPLICIT",
      resultUrl: at("result"),
      cancelUrl: at("cancel"),
      notificationUrl: at("notification"),
    }),
  })
  return { orderId, opened }
}

const notifications: Question = {
  title: "Notifications, and the way back from XPay's page",
  needs: `${NEEDS_PAYER}, and a public https address that leads to this machine (XPAY_TEST_PUBLIC_URL)`,
  async ask(asking) {
    const { walkPage, publicAddress, xpay } = asking
    if (walkPage === undefined || publicAddress === undefined) {
      return undefined
    }
    const { orderId, opened } = await openNotified(asking, publicAddress, "orders-hpp-notified")
    await walkPage(text(opened.body, "hostedPage"), "pay")
    const mine = () => publicAddress.arrivals.filter(({ path }) => path.includes(orderId))
    await waitFor(asking, () => mine().some(({ kind }) => kind === "browser"))
    await pause(asking.notificationMs)
    const notified = mine().filter(({ kind }) => kind === "notification")
    const back = mine().find(({ kind }) => kind === "browser")
    const [first] = notified
    if (first !== undefined) {
      xpay.recordAnswer("notification", { status: 200, headers: {}, body: first.body })
    }
    return {
      "notifications received": String(notified.length),
      "what arrives first": mine()[0]?.kind ?? "nothing",
      "its token is the page's": isSameToken(opened, first),
      "form of eventTime": /^\d+$/.test(text(first?.body, "eventTime")) ? "seconds" : "ISO 8601",
      "the browser comes back by": back?.method ?? "never",
      "with the parameters":
        Object.keys(back?.parameters ?? {})
          .sort()
          .join(", ") || "none",
    }
  },
}

const unpaid: Question = {
  title: "Notifications of a decline, and of a payer who gives up",
  needs: `${NEEDS_PAYER}, and a public https address that leads to this machine (XPAY_TEST_PUBLIC_URL)`,
  async ask(asking) {
    const { walkPage, publicAddress } = asking
    if (walkPage === undefined || publicAddress === undefined) {
      return undefined
    }
    const count = async (how: PageWish): Promise<string> => {
      const name = `orders-hpp-${how.replace(" ", "-")}-notified`
      const { orderId, opened } = await openNotified(asking, publicAddress, name)
      await walkPage(text(opened.body, "hostedPage"), how)
      await pause(asking.notificationMs)
      const mine = publicAddress.arrivals.filter(({ path }) => path.includes(orderId))
      return mine.some(({ kind }) => kind === "notification") ? "some" : "0"
    }
    return {
      "notifications of a decline": await count("decline"),
      "notifications of giving up": await count("give up"),
    }
  },
}

function isSameToken(opened: Answer, notified: HttpResult | undefined): string {
  return notified === undefined
    ? "there is none"
    : String(text(opened.body, "securityToken") === text(notified.body, "securityToken"))
}

const WAIT_AT_MOST_MS = 5 * 60_000

async function waitFor({ xpay }: Asking, isThere: () => boolean): Promise<void> {
  const until = Date.now() + WAIT_AT_MOST_MS
  while (!isThere() && Date.now() < until) {
    xpay.goOnUnlessInterrupted()
    await pause(100)
  }
}

/** XPay's page. */
export const PAGE_QUESTIONS: readonly Question[] = [declines, paidLinks, otherMethods, notifications, unpaid]
