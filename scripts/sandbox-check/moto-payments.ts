import { randomUUID } from "node:crypto"
import type { Answer } from "./conversation"
import type { Asking, Authorised, Facts, Question } from "./question"

export const NEEDS_MOTO = "a terminal that takes MOTO payments"

export async function capture(
  { xpay }: Asking,
  { operationId }: Pick<Authorised, "operationId">,
  name: string,
  amount: string,
  key: string | null = randomUUID()
): Promise<Answer> {
  return await change(xpay, name, `/operations/${operationId}/captures`, amount, key)
}

export async function refund(
  { xpay }: Asking,
  operationId: string,
  name: string,
  amount: string,
  key: string | null = randomUUID()
): Promise<Answer> {
  return await change(xpay, name, `/operations/${operationId}/refunds`, amount, key)
}

async function change(
  xpay: Asking["xpay"],
  name: string,
  path: string,
  amount: string,
  key: string | null
): Promise<Answer> {
  const headers = key === null ? {} : { "idempotency-key": key }
  return await xpay.post(name, path, { amount, currency: "EUR" }, { headers })
}

/** Asks about an authorization of its own; skipped on a terminal without MOTO payments. */
export function about(
  title: string,
  ask: (asking: Asking, authorised: Authorised) => Promise<Facts>,
  needs: string = NEEDS_MOTO
): Question {
  return {
    title,
    needs,
    async ask(asking) {
      const authorised = await asking.authorise()
      return authorised === undefined ? undefined : await ask(asking, authorised)
    },
  }
}
