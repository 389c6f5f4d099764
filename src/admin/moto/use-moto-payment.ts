import { FetchError } from "@medusajs/js-sdk"
import { useEffect, useRef, useState } from "react"
import { call } from "../lib/call"
import { post } from "../lib/post"
import { useLanguage } from "../lib/language"
import { messageOf } from "../lib/message-of"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"
import { newUuid, spellUuid } from "../lib/uuid"
import type { MotoPayment } from "../lib/wire"

/** The state of a form's charge. */
export type Stage =
  /** The clerk is typing. `problem`: why the last request was refused; nothing was charged. */
  | { readonly kind: "typing"; readonly problem?: string }
  | { readonly kind: "sending" }
  /**
   * The outcome is unknown. `isAnswered`: the server responded and has the request; otherwise the response was lost and
   * the server is queried.
   */
  | { readonly kind: "asking"; readonly isAnswered: boolean; readonly askedAt?: Date }
  | { readonly kind: "ended"; readonly payment: MotoPayment }

/** The request without the card. */
export interface MotoOrder {
  readonly provider_id: string
  readonly amount: number
  readonly capture: "manual" | "automatic"
  readonly reason?: string
}

export interface KeyedCard {
  readonly number: string
  readonly expiry_month: string
  readonly expiry_year: string
  readonly cvv?: string
  readonly holder: string
}

const PAUSE_MS = 2_500
const NOT_FOUND = 404
const SIGNED_OUT = 401
const SERVER_ERROR = 500

/**
 * Charges a card once per form. A form has a request key that the server recognizes: a lost response can be queried,
 * and a second click does not charge again. A definite outcome ends the form; the next one has a new key.
 *
 * The card goes directly into the request. It is not in any state, query cache or error.
 */
export function useMotoPayment(orderId: string) {
  const { moto: texts } = useTexts()
  const language = useLanguage()
  const refresh = useRefresh()
  const [stage, setStage] = useState<Stage>({ kind: "typing" })
  const requestKey = useRef(newUuid())
  const isUnderWay = useRef(false)

  const end = (next: Stage) => {
    isUnderWay.current = false
    requestKey.current = newUuid()
    setStage(next)
  }

  const conclude = (payment: MotoPayment) => {
    if (payment.outcome === "unknown") {
      setStage({ kind: "asking", isAnswered: true, askedAt: new Date() })
    } else {
      end({ kind: "ended", payment })
    }
    refresh()
  }

  const send = async (order: MotoOrder, card: KeyedCard) => {
    if (isUnderWay.current) {
      return
    }
    isUnderWay.current = true
    setStage({ kind: "sending" })
    try {
      const body = { request_key: requestKey.current, ...order, card, locale: language }
      conclude(await post<MotoPayment>(`orders/${orderId}/moto`, language, body))
    } catch (error) {
      const status = statusOf(error)
      if (status !== undefined && status < SERVER_ERROR) {
        // The server refused before anything was sent to XPay.
        end({ kind: "typing", problem: status === SIGNED_OUT ? texts.signedOut : messageOf(error) })
      } else {
        setStage({ kind: "asking", isAnswered: false })
      }
    }
  }

  const ask = async () => {
    try {
      conclude(await call<MotoPayment>(`moto-forms/${spellUuid(requestKey.current)}`, language))
    } catch (error) {
      if (statusOf(error) === NOT_FOUND) {
        // The request never arrived. The form may be sent again: if the first request arrives late, the card is still
        // charged once.
        isUnderWay.current = false
        setStage({ kind: "typing", problem: texts.notSent })
      } else {
        setStage((before) => (before.kind === "asking" ? { ...before } : before))
      }
    }
  }

  const asks = useRef(ask)
  asks.current = ask
  useEffect(() => {
    if (stage.kind !== "asking") {
      return
    }
    const timer = setTimeout(() => void asks.current(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [stage])

  return { stage, send, again: () => setStage({ kind: "typing" }) }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof FetchError ? error.status : undefined
}
