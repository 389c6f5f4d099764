import type { Notify } from "../lib/notice"
import { post } from "../lib/post"
import { usePaymentAction } from "../lib/use-payment-action"

/** Executes an action on a payment link, reports the outcome and reloads everything. */
export function useLinkAction(paymentId: string, notify: Notify) {
  const { run, isBusy } = usePaymentAction(notify)
  const act = async (action: "cancel" | "renew" | "send", body: object, success: string): Promise<void> => {
    await run(async (language) => {
      await post(`payment-links/${paymentId}/${action}`, language, body)
      return success
    })
  }
  return { act, isBusy }
}
