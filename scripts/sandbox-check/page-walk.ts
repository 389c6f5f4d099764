import { postForm } from "./bank-page"
import type { PageWish, WalkPage } from "./question"

/** Does what a person does on the simulator's page: selects a method, pays or is declined, and returns to the shop. */
export const walkSimulatedPage: WalkPage = async (pageUrl, wish, method = "CARDS") => {
  if (pageUrl.includes("/build/challenge")) {
    await answerBank(pageUrl, wish)
    return
  }
  const { origin, pathname, searchParams } = new URL(pageUrl)
  const body = new URLSearchParams({
    paymentid: searchParams.get("paymentid") ?? "",
    method,
    outcome: wish,
  })
  const attempt = new URL(pathname.replace(/html$/, wish === "give up" ? "cancel" : "attempt"), origin)
  const response = await fetch(attempt, { method: "POST", body, redirect: "manual" })
  const back = response.headers.get("location")
  if (back !== null) {
    await goThere(new URL(back, attempt))
    return
  }
  const page = await response.text()
  if (/<form/.test(page) && !page.includes("/monetaweb/page/hosted/")) {
    await postForm(page, attempt.toString()).catch(() => undefined)
  }
}

/** The response of a page of XPay or the bank: whether it offers an action. */
export async function lookAtPage(url: string, form?: Readonly<Record<string, string>>): Promise<string> {
  const asForm = form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }
  const response = await fetch(url, asForm)
  return `HTTP ${response.status}, ${/<(form|script)\b/.test(await response.text()) ? "alive" : "empty"}`
}

/** Acts on the bank's page, which a payer of card fields is sent to. */
async function answerBank(bankUrl: string, wish: PageWish): Promise<void> {
  const bank = await (await fetch(bankUrl)).text()
  const outcome = wish === "give up" ? "abandoned" : "succeeds"
  await postForm(bank, bankUrl, { outcome }).catch(() => undefined)
}

/** The shop need not be reachable: a browser would report it, and the payment is executed anyway. */
async function goThere(shop: URL): Promise<void> {
  await fetch(shop).catch(() => undefined)
}
