import { order } from "./card-data"
import { fields, told, text } from "./conversation"
import type { Asking, Question } from "./question"

/** A hosted page: an order without a card, for which nothing is ever authorised unless somebody opens it. */
async function openPage(asking: Asking, name: string, orderId: string) {
  return await asking.xpay.post(name, "/orders/hpp", {
    order: order(orderId),
    paymentSession: {
      actionType: "PAY",
      amount: "100",
      language: "ITA",
      resultUrl: "https://shop.example/result",
      cancelUrl: "https://shop.example/cancel",
    },
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
    }
  },
}

const credentials: Question = {
  title: "Keys: unknown, missing, and made for Nexi's plugins",
  needs: "nothing more (XPAY_TEST_PLUGIN_API_KEY for the last)",
  async ask({ xpay, keys }) {
    const unknown = await xpay.get("payment_methods-unknown-key", "/payment_methods", {
      apiKey: "00000000-0000-4000-8000-000000000000",
    })
    const plugin =
      keys.plugin === undefined
        ? {}
        : {
            "made for plugins": told(
              await xpay.get("payment_methods-plugin-key", "/payment_methods", { apiKey: keys.plugin })
            ),
          }
    return {
      "good key": told(await xpay.get("payment_methods", "/payment_methods")),
      "unknown key": told(unknown),
      ...plugin,
    }
  },
}

const missing: Question = {
  title: "What is not there",
  needs: "nothing more",
  async ask({ xpay, newOrderId }) {
    return {
      "unknown order": told(await xpay.get("orders-get-404", `/orders/${newOrderId()}`)),
      "unknown operation": told(await xpay.get("operations-get-404", "/operations/100000000000000009")),
      "unknown customer": told(await xpay.get("contracts-404", "/contracts/customers/nobody")),
    }
  },
}

const links: Question = {
  title: "Payment links: status words, name in the order, renewal",
  needs: "nothing more",
  async ask(asking) {
    const { xpay } = asking
    const orderId = asking.newOrderId()
    const expirationDate = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
    const made = await xpay.post("orders-paybylink", "/orders/paybylink", {
      order: order(orderId),
      paymentSession: { actionType: "PAY", amount: "100", language: "ITA" },
      expirationDate,
    })
    const linkId = text(made.body, "paymentLink", "linkId")
    if (linkId === "") {
      return { "making a link": told(made) }
    }
    const read = await xpay.get("orders-get-paybylink", `/orders/${orderId}`)
    const olderPath = await xpay.post("paybylink-renewals-older-path", `/paybylink/${linkId}/renewals`, {})
    const renewed = await xpay.post("orders-paybylink-renewals", `/orders/paybylink/${linkId}/renewals`, {})
    const isNew = (...field: string[]) =>
      text(renewed.body, ...field) === text(made.body, ...field) ? "no" : "yes"
    const canceled = await xpay.post("paybylink-cancels", `/paybylink/${linkId}/cancels`, {})
    const again = await xpay.post("paybylink-cancels-again", `/paybylink/${linkId}/cancels`, {})
    const after = await xpay.get("orders-get-paybylink-canceled", `/orders/${orderId}`)
    return {
      "making a link": told(made),
      "fields of a new link": Object.keys(fields(fields(made.body)["paymentLink"]))
        .sort()
        .join(", "),
      "name of the list in the order": nameOfLinks(read.body),
      "renewal below /paybylink": told(olderPath),
      "renewal below /orders/paybylink": told(renewed),
      "it gives a new address": isNew("paymentLink", "link"),
      "it gives a new token": isNew("securityToken"),
      "renewal answers with": Object.keys(fields(renewed.body)).join(", "),
      cancellation: told(canceled),
      "cancellation again": told(again),
      "status when canceled": statusOfLink(after.body),
    }
  },
}

function nameOfLinks(body: unknown): string {
  return Object.keys(fields(body)).find((name) => /link/i.test(name)) ?? "none"
}

function statusOfLink(body: unknown): string {
  const list = fields(body)[nameOfLinks(body)]
  return (Array.isArray(list) ? text(list[0], "status") : "") || "no such field"
}

/** About orders, keys and links: no card is sent. */
export const ORDER_QUESTIONS: readonly Question[] = [credentials, orderIds, missing, links]
