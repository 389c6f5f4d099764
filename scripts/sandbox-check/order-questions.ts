import { approvedCards, order, session } from "./card-data"
import {
  fields,
  inWords,
  operationsOf,
  text,
  told,
  answeredWithResult,
  type CallOptions,
} from "./conversation"
import type { Asking, Facts, Question } from "./question"

/** Opens a hosted page: an order without a card, for which nothing is authorised unless a person opens the page. */
async function openPage(asking: Asking, name: string, orderId: string, changes: object = {}) {
  return await asking.xpay.post(name, "/orders/hpp", {
    order: order(orderId),
    paymentSession: session(changes),
  })
}

const orderIds: Question = {
  title: "Order ids: used twice, and how long they may be",
  needs: "nothing more",
  async ask(asking) {
    const id = asking.newOrderId()
    return {
      "18 characters": told(await openPage(asking, "orders-hpp", id)),
      "the same again": told(await openPage(asking, "orders-hpp-duplicate", id)),
      "27 characters": told(await openPage(asking, "orders-hpp-27", asking.newOrderId(27))),
      "28 characters": told(await openPage(asking, "orders-hpp-28", asking.newOrderId(28))),
      ...(await whatIsMissing(asking)),
    }
  },
}

/** The error code for each required part of a page request. */
async function whatIsMissing({ xpay, newOrderId }: Asking): Promise<Facts> {
  const ask = async (what: string, body: object) =>
    told(await xpay.post(`orders-hpp-no-${what}`, "/orders/hpp", body))
  const { orderId: _orderId, ...anonymous } = order(newOrderId())
  const { amount: _amount, ...free } = order(newOrderId())
  const { amount: _sessionAmount, ...open } = session()
  return {
    "without an order id": await ask("order-id", { order: anonymous, paymentSession: session() }),
    "without an amount": await ask("amount", { order: free, paymentSession: session() }),
    "without an amount of the session": await ask("session-amount", {
      order: order(newOrderId()),
      paymentSession: open,
    }),
  }
}

const credentials: Question = {
  title: "Keys: unknown, missing, and made for Nexi's plugins",
  needs: "nothing more (XPAY_TEST_PLUGIN_API_KEY for the last)",
  async ask({ xpay, keys }) {
    const path = "/payment_methods"
    const unknown = await xpay.get("payment_methods-unknown-key", path, {
      apiKey: "00000000-0000-4000-8000-000000000000",
    })
    const anonymous = await xpay.get("payment_methods-no-correlation-id", path, { without: "correlation-id" })
    const plugin =
      keys.plugin === undefined
        ? undefined
        : await xpay.get("payment_methods-plugin-key", path, { apiKey: keys.plugin })
    const methods = await xpay.get("payment_methods", path)
    return {
      unknown: told(unknown),
      "without Correlation-Id": told(anonymous),
      ...(plugin === undefined ? {} : { "made for plugins": told(plugin) }),
      ...spelling(methods.body),
    }
  },
}

/** Known only if the terminal has a method of two words. */
function spelling(body: unknown): Record<string, string> {
  const { paymentMethods: list } = fields(body)
  const circuits = Array.isArray(list) ? list.map((one) => text(one, "circuit")) : []
  if (circuits.some((circuit) => circuit.includes("_"))) {
    return { "spelling of circuits": "with underscores" }
  }
  const isKnown = circuits.some((circuit) => /^(GOOGLE|APPLE|BANCOMAT|AMAZON)PAY$/.test(circuit))
  return isKnown ? { "spelling of circuits": "without underscores" } : {}
}

const missing: Question = {
  title: "What is not there",
  needs: "nothing more",
  async ask({ xpay, newOrderId }) {
    return {
      "unknown order": told(await xpay.get("orders-get-404", `/orders/${newOrderId()}`)),
      "unknown operation": told(await xpay.get("operations-get-404", "/operations/100000000000000009")),
      "unknown customer": told(await xpay.get("contracts-404", "/contracts/customers/nobody")),
      "unknown link": told(await xpay.get("paybylink-get-404", "/orders/paybylink/00000009")),
    }
  },
}

const sessions: Question = {
  title: "XPay's page: unknown languages, foreign currencies, nothing to pay, and what opening it leaves",
  needs: "nothing more",
  async ask(asking) {
    const { xpay, newOrderId } = asking
    const foreign = await xpay.post("orders-hpp-usd", "/orders/hpp", {
      order: order(newOrderId(), { currency: "USD" }),
      paymentSession: session(),
    })
    const nothing = await xpay.post("orders-hpp-verify", "/orders/hpp", {
      order: order(newOrderId(), { amount: "0" }),
      paymentSession: session({ amount: "0", actionType: "VERIFY" }),
    })
    const amount = await xpay.post("orders-hpp-verify-amount", "/orders/hpp", {
      order: order(newOrderId()),
      paymentSession: session({ actionType: "VERIFY" }),
    })
    const preauth =
      asking.keys.implicit === undefined
        ? undefined
        : await xpay.post(
            "orders-hpp-preauth-implicit",
            "/orders/hpp",
            { order: order(newOrderId()), paymentSession: session({ actionType: "PREAUTH" }) },
            { apiKey: asking.keys.implicit }
          )
    const language = await openPage(asking, "orders-hpp-language", newOrderId(), { language: "QQQ" })
    const noLanguage = await openPage(asking, "orders-hpp-no-language", newOrderId(), { language: undefined })
    const orderId = newOrderId()
    const opened = await openPage(asking, "orders-hpp-opened", orderId)
    const page = text(opened.body, "hostedPage")
    const seen = page === "" ? "no page" : String((await fetch(page)).status)
    await asking.aMoment()
    const read = await xpay.get("orders-get-opened", `/orders/${orderId}`)
    return {
      "in dollars": told(foreign),
      "of nothing, VERIFY": told(nothing),
      "of an amount, VERIFY": told(amount),
      ...(preauth === undefined ? {} : { "PREAUTH on a terminal with implicit accounting": told(preauth) }),
      "in a language that does not exist": told(language),
      "without a language": told(noLanguage),
      "the page answers": `HTTP ${seen}`,
      "operations after opening the page": operationsOf(read).map(inWords).join(", ") || "none",
    }
  },
}

const links: Question = {
  title: "Payment links: place of the date, status words, name in the order, renewal",
  needs: "nothing more",
  async ask(asking) {
    const { xpay } = asking
    const expirationDate = dayIn(7)
    const make = async (
      name: string,
      orderId: string,
      top: object,
      inside: object,
      options: CallOptions = {}
    ) => {
      const made = await xpay.post(
        name,
        "/orders/paybylink",
        {
          order: order(orderId),
          paymentSession: { actionType: "PAY", amount: "100", language: "ITA", ...inside },
          ...top,
        },
        options
      )
      const linkId = text(made.body, "paymentLink", "linkId")
      if (linkId !== "") {
        asking.noteLink(linkId)
      }
      return { made, linkId }
    }
    const orderId = asking.newOrderId()
    const { made, linkId } = await make("orders-paybylink", orderId, { expirationDate }, {})
    const inside = await make("orders-paybylink-session", asking.newOrderId(), {}, { expirationDate })
    const both = await make(
      "orders-paybylink-both",
      asking.newOrderId(),
      { expirationDate },
      { expirationDate }
    )
    const newer = await make(
      "orders-paybylink-v2",
      asking.newOrderId(),
      {},
      { expirationDate },
      { version: "v2" }
    )
    const nowhere = await make("orders-paybylink-no-date", asking.newOrderId(), {}, {})
    if (linkId === "") {
      return { "date at the top": told(made), "date in the session": told(inside.made) }
    }
    await asking.readThere(orderId)
    const read = await xpay.get("orders-get-paybylink", `/orders/${orderId}`)
    const own = await xpay.get("paybylink-get", `/orders/paybylink/${linkId}`)
    const listed = await xpay.get("orders-paybylink-list", "/orders/paybylink?status=ACTIVE&maxRecords=500")
    const olderPath = await xpay.post("paybylink-renewals-older-path", `/paybylink/${linkId}/renewals`, {})
    const renewed = await xpay.post("orders-paybylink-renewals", `/orders/paybylink/${linkId}/renewals`, {
      expirationDate: dayIn(14),
    })
    const renewedAgain = await xpay.post(
      "orders-paybylink-renewals-no-body",
      `/orders/paybylink/${linkId}/renewals`,
      undefined
    )
    const isNew = (...field: string[]) =>
      text(renewed.body, ...field) === text(made.body, ...field) ? "no" : "yes"
    const canceled = await xpay.post("paybylink-cancels", `/paybylink/${linkId}/cancels`, {})
    const again = await xpay.post("paybylink-cancels-again", `/paybylink/${linkId}/cancels`, {})
    const after = await xpay.get("orders-get-paybylink-canceled", `/orders/${orderId}`)
    const revived = await xpay.post(
      "orders-paybylink-renewals-canceled",
      `/orders/paybylink/${linkId}/renewals`,
      {}
    )
    return {
      "date at the top": told(made),
      "date in the session": told(inside.made),
      "date in both": told(both.made),
      "no date": told(nowhere.made),
      "made by version 2": told(newer.made),
      "fields of a new link": Object.keys(fields(fields(made.body)["paymentLink"]))
        .sort()
        .join(", "),
      "name of the list in the order": nameOfLinks(read.body),
      "reading a link": told(own),
      "list of links": told(listed),
      "it has the new link": String(linksOf(listed.body).some((one) => text(one, "linkId") === linkId)),
      "renewal below /paybylink": told(olderPath),
      "renewal below /orders/paybylink": told(renewed),
      "renewal without a body": told(renewedAgain),
      "it gives a new address": isNew("paymentLink", "link"),
      "it gives a new token": isNew("securityToken"),
      "renewal answers with": Object.keys(fields(renewed.body)).join(", "),
      cancellation: told(canceled),
      "cancellation again": told(again),
      "status when canceled": statusOfLink(after.body),
      "renewal when canceled": told(revived),
    }
  },
}

function linksOf(body: unknown): readonly unknown[] {
  const list = fields(body)[nameOfLinks(body)]
  return Array.isArray(list) ? list : []
}

function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

function nameOfLinks(body: unknown): string {
  return Object.keys(fields(body)).find((name) => /link/i.test(name)) ?? "none"
}

/** XPay's name for the state of an order's only link. */
export function statusOfLink(body: unknown): string {
  return text(linksOf(body)[0], "status") || "no such field"
}

const verification: Question = {
  title: "Card verification, and amounts of nothing",
  needs: "nothing more",
  async ask({ xpay, newOrderId }) {
    const [card] = approvedCards(new Date())
    const nothing = () => order(newOrderId(), { amount: "0" })
    const verified = await xpay.post("card_verification", "/orders/card_verification", {
      order: nothing(),
      card,
    })
    const init = async (name: string, more: object) =>
      await xpay.post(name, "/orders/3steps/init", { order: nothing(), card, ...more })
    return {
      "card verification": answeredWithResult(verified),
      "it is a": text(verified.body, "operation", "operationType"),
      "3 steps of nothing": told(await init("3steps-init-zero", {})),
      "3 steps of nothing, VERIFY": answeredWithResult(
        await init("3steps-init-verify", { actionType: "VERIFY" })
      ),
      "3 steps of an amount, VERIFY": told(
        await init("3steps-init-verify-amount", { order: order(newOrderId()), actionType: "VERIFY" })
      ),
      "a MOTO payment of nothing": answeredWithResult(
        await xpay.post("orders-moto-zero", "/orders/moto", {
          order: order(newOrderId(), { amount: "0", customerInfo: { cardHolderName: "Maria Rossi" } }),
          card,
        })
      ),
    }
  },
}

const otherTerminal: Question = {
  title: "What another terminal of the merchant reads",
  needs: "XPAY_TEST_IMPLICIT_API_KEY",
  async ask(asking) {
    const { implicit } = asking.keys
    if (implicit === undefined) {
      return undefined
    }
    const id = asking.newOrderId()
    await openPage(asking, "orders-hpp-of-one-terminal", id)
    await asking.aMoment()
    const read = await asking.xpay.get("orders-get-by-other-terminal", `/orders/${id}`, { apiKey: implicit })
    return { "an order of the first": told(read) }
  },
}

/** Orders, keys and links: nothing is charged. */
export const ORDER_QUESTIONS: readonly Question[] = [
  credentials,
  orderIds,
  otherTerminal,
  missing,
  sessions,
  links,
  verification,
]
