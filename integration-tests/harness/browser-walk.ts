import type { TypedCard } from "./cards"
import type { Http } from "./http"

/** A form that a page submits. */
export interface PageForm {
  readonly url: string
  readonly fields: Record<string, string>
}

/** How a shopper ends the issuer's check. */
export type ChallengeEnd = "succeeds" | "fails" | "abandoned"

/**
 * Does what a browser does with a challenge: posts the form, presses a button if the issuer's page has one, and stops
 * before the return to the shop.
 *
 * @returns the request that the browser would make to the shop.
 */
export async function walkChallenge(
  challenge: { url: string; fields: Record<string, string> },
  end: ChallengeEnd
): Promise<{ method: "GET" | "POST"; url: string; fields: Record<string, string> }> {
  const page = await postForm(challenge)
  const sentBack = page.headers.get("location")
  if (sentBack !== null) {
    return { method: "GET", url: sentBack, fields: {} }
  }
  if (page.status !== 200) {
    throw new Error(`The issuer's page answered ${page.status}: ${page.text.slice(0, 500)}`)
  }
  const form = readForm(page.text, challenge.url)
  if (new URL(form.url).origin !== new URL(challenge.url).origin) {
    return { method: "POST", ...form }
  }
  const back = await postForm({ url: form.url, fields: { ...form.fields, outcome: end } })
  const location = back.headers.get("location")
  if (location !== null) {
    return { method: "GET", url: location, fields: {} }
  }
  return { method: "POST", ...readForm(back.text, challenge.url) }
}

/** Makes the browser's request to the shop: cross-site, without cookies. */
export async function comeBack(
  http: Http,
  { method, url, fields }: { method: "GET" | "POST"; url: string; fields: Record<string, string> }
) {
  return method === "GET"
    ? await http.get(url)
    : await http.send("POST", url, new URLSearchParams(fields).toString(), {
        "content-type": "application/x-www-form-urlencoded",
        origin: "https://acs.bank.example",
      })
}

/** How a payer ends an attempt on XPay's page. */
export type PageEnd = "pay" | "decline" | "deny" | "fail-authentication" | "leave-pending" | "fail" | "cancel"

/**
 * Does what a browser does on XPay's page: opens it, chooses a method and ends the attempt. Pays with the card given,
 * otherwise with the saved card or the page's first card.
 *
 * @returns the request that the browser would make to the shop.
 */
export async function walkHostedPage(
  redirectUrl: string,
  method: string,
  end: PageEnd,
  card?: TypedCard
): Promise<{ method: "GET" | "POST"; url: string; fields: Record<string, string> }> {
  const opened = await fetch(redirectUrl)
  if (opened.status !== 200) {
    throw new Error(`XPay's page answered ${opened.status}`)
  }
  const url = new URL(redirectUrl)
  const paymentid = url.searchParams.get("paymentid") ?? ""
  const page = `${url.origin}/monetaweb/page/hosted/2`
  const back =
    end === "cancel"
      ? await postForm({ url: `${page}/cancel`, fields: { paymentid } })
      : await postForm({
          url: `${page}/attempt`,
          fields: { paymentid, method, outcome: end, ...typed(card) },
        })
  const location = back.headers.get("location")
  if (location !== null) {
    return { method: "GET", url: location, fields: {} }
  }
  return { method: "POST", ...readForm(back.text, redirectUrl) }
}

function typed(card: TypedCard | undefined): Record<string, string> {
  return card === undefined
    ? {}
    : { pan: card.number, expiry: `${card.expiry_month}/${card.expiry_year.slice(2)}`, cvv: card.cvv }
}

async function postForm({ url, fields }: PageForm) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
    redirect: "manual",
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** The first form of a page, with its hidden fields. */
export function readForm(html: string, base: string): PageForm {
  const action = /<form[^>]*action="([^"]*)"/.exec(html)?.[1] ?? ""
  const fields: Record<string, string> = {}
  for (const [input] of html.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1]
    if (name !== undefined) {
      fields[name] = unescape(/value="([^"]*)"/.exec(input)?.[1] ?? "")
    }
  }
  return { url: new URL(unescape(action), base).toString(), fields }
}

function unescape(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
}
