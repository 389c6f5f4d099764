import { comeBack, readForm, type ChallengeEnd, type PageForm } from "./browser-walk"
import { OK_CARD, type TypedCard } from "./cards"
import type { Answer } from "./http"
import { expectOk, readReturn, type PaymentAnswer, type Returned, type Shopper } from "./shopper"

/** The server's response after it has opened XPay's card fields. */
export interface FieldsAnswer extends PaymentAnswer {
  card_fields?: {
    fields: { id: string; src: string }[]
    sdk: { src: string; integrity?: string }
    renew_after_ms: number
  }
}

export type ConfirmAnswer = PaymentAnswer & { redirect_url?: string }

/** A shopper who pays through XPay's card fields. Does what the storefront and the frames do. */
export class FieldsShopper {
  constructor(readonly shopper: Shopper) {}

  async open(extra: object = {}): Promise<Answer<FieldsAnswer>> {
    const { http, sessionId, cartId } = this.shopper
    return await http.post<FieldsAnswer>(`/store/xpay/payment-sessions/${sessionId}/card-fields`, {
      cart_id: cartId,
      ...extra,
    })
  }

  /** Enters a card into open fields and confirms it there. This charges nothing. */
  async enter(opened: Answer<FieldsAnswer>, card: TypedCard = OK_CARD): Promise<string> {
    const { card_fields: fields, payment } = expectOk(opened)
    const frame = new URL(fields?.fields[0]?.src ?? "")
    const base = `${frame.origin}/api/phoenix-0.0/psp/api/v1/fe/build`
    const headers = {
      session: frame.searchParams.get("sessionid") ?? "",
      "content-type": "application/json",
    }
    const values = {
      CARD_NUMBER: card.number,
      EXPIRATION_DATE: `${card.expiry_month}/${card.expiry_year.slice(2)}`,
      SECURITY_CODE: card.cvv,
      CARDHOLDER_NAME: card.holder,
      CARDHOLDER_SURNAME: card.holder,
      CARDHOLDER_EMAIL: "maria@example.com",
      PRIVACY_CONDITIONS: "true",
    }
    const stored = await fetch(`${base}/text`, {
      method: "POST",
      headers,
      body: JSON.stringify(Object.entries(values).map(([id, value]) => ({ id, value }))),
    })
    if (!stored.ok) {
      throw new Error(`The frames got ${stored.status}: ${await stored.text()}`)
    }
    await fetch(`${base}/check_gdi_result?attemptNumber=2`, { headers })
    return payment.id
  }

  async confirm(paymentId: string, extra: object = {}): Promise<Answer<ConfirmAnswer>> {
    const { http, sessionId, cartId } = this.shopper
    return await http.post<ConfirmAnswer>(`/store/xpay/payment-sessions/${sessionId}/card-fields/confirm`, {
      cart_id: cartId,
      payment_id: paymentId,
      ...extra,
    })
  }

  /** Opens, enters and confirms. */
  async submit(card: TypedCard = OK_CARD, extra: object = {}): Promise<Answer<ConfirmAnswer>> {
    return await this.confirm(await this.enter(await this.open(extra), card))
  }

  /** Passes the bank's page and returns to the shop. */
  async passBank(confirmed: Answer<ConfirmAnswer>, end: ChallengeEnd = "succeeds"): Promise<Returned> {
    const { redirect_url: url } = expectOk(confirmed)
    if (url === undefined) {
      throw new Error(`Nobody is sent to the bank: ${confirmed.text}`)
    }
    return readReturn(await comeBack(this.shopper.http, await walkBank(url, end)))
  }
}

/** Completes the bank's page. @returns the request that the browser would make to the shop */
export async function walkBank(
  url: string,
  end: ChallengeEnd
): Promise<PageForm & { method: "GET" | "POST" }> {
  const page = await (await fetch(url)).text()
  const form = readForm(page, url)
  const answered = await fetch(form.url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...form.fields, outcome: end }).toString(),
    redirect: "manual",
  })
  const location = answered.headers.get("location")
  return location === null
    ? { method: "POST", ...readForm(await answered.text(), url) }
    : { method: "GET", url: location, fields: {} }
}
