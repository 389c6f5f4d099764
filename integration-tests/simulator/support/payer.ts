/** A page as a browser without scripts sees it. */
export interface Page {
  readonly status: number
  /** Where a redirect leads. */
  readonly location: string | null
  readonly html: string
}

type Fields = Readonly<Record<string, string>>

/** Posts a form as a browser does, without following redirects. */
export async function postForm(url: string, fields: Fields): Promise<Page> {
  const response = await fetch(url, { method: "POST", redirect: "manual", body: new URLSearchParams(fields) })
  return { status: response.status, location: response.headers.get("location"), html: await response.text() }
}

export async function openPage(url: string): Promise<Page> {
  const response = await fetch(url, { redirect: "manual" })
  return { status: response.status, location: response.headers.get("location"), html: await response.text() }
}

/** The first form of a page: its target and its fields. */
export function formIn({ html }: Page): { action: string; fields: Record<string, string> } {
  const action = /<form[^>]*action="([^"]*)"/.exec(html)?.[1] ?? ""
  const [form = ""] = /<form[\s\S]*?<\/form>/.exec(html) ?? []
  const hidden = [...form.matchAll(/<input[^>]*type="hidden"[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)]
  return {
    action: unescape(action),
    fields: Object.fromEntries(hidden.map(([, name, value]) => [name, unescape(value ?? "")])),
  }
}

/** Passes the issuer's page and returns what the browser brings back to the shop. */
export async function answerChallenge(
  threeDSAuthUrl: string,
  operationId: string,
  outcome: "succeeds" | "fails" | "abandoned",
  returnUrl = "https://shop.example/return/abc"
): Promise<Page> {
  const page = await postForm(threeDSAuthUrl, {
    ThreeDsRequest: "notneeded",
    ReturnUrl: returnUrl,
    transactionId: operationId,
  })
  const { action, fields } = formIn(page)
  return postForm(new URL(action, threeDSAuthUrl).href, { ...fields, outcome })
}

/** What a payer does on the hosted page. */
export interface HostedChoice {
  readonly method?: string
  readonly outcome?: string
  /** Index of a documented test card. */
  readonly testcard?: string
  readonly pan?: string
  readonly expiry?: string
  readonly cvv?: string
}

/** Pays on a hosted page, or fails to. */
export function payOnPage(hostedPage: string, choice: HostedChoice = {}): Promise<Page> {
  const url = new URL(hostedPage)
  return postForm(`${url.origin}/monetaweb/page/hosted/2/attempt`, {
    paymentid: url.searchParams.get("paymentid") ?? "",
    method: "CARDS",
    outcome: "pay",
    ...choice,
  })
}

export function cancelOnPage(hostedPage: string): Promise<Page> {
  const url = new URL(hostedPage)
  return postForm(`${url.origin}/monetaweb/page/hosted/2/cancel`, {
    paymentid: url.searchParams.get("paymentid") ?? "",
  })
}

function unescape(text: string): string {
  const entities: Record<string, string> = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#39;": "'",
  }
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
}
