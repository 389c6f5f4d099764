import { usePrompt } from "@medusajs/ui"
import { useRef, useState } from "react"
import { useLanguage, type Language } from "../lib/language"
import { hasAnswer, isUnconfirmed, messageOf } from "../lib/message-of"
import { formatMoney } from "../lib/money"
import { post } from "../lib/post"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"
import type { PaymentRow } from "../lib/wire"

export type BulkKind = "capture" | "void"

/** The outcome for one payment, and why it was refused or is unconfirmed. */
export interface BulkRow {
  readonly payment: PaymentRow
  readonly outcome: "queued" | "done" | "refused" | "unconfirmed"
  readonly reason: string | null
}

export interface BulkRun {
  readonly kind: BulkKind
  readonly rows: readonly BulkRow[]
  readonly isRunning: boolean
}

/**
 * Captures or voids payments in full, one after the other, by the same calls as their own buttons. Each has its own
 * outcome: a refusal does not stop the others. A repetition moves no money twice: the server refuses what is already
 * done.
 */
export function useBulkMove() {
  const { bulk: texts, move, back } = useTexts()
  const language = useLanguage()
  const prompt = usePrompt()
  const refresh = useRefresh()
  const [run, setRun] = useState<BulkRun>()

  // A shortcut also works while the question or a run is open.
  const isBusy = useRef(false)

  const ask = async (kind: BulkKind, payments: readonly PaymentRow[]): Promise<boolean> =>
    await prompt({
      title: texts[`${kind}Question`](payments.length),
      description: texts[`${kind}Text`](sums(payments, language)),
      confirmText: `${move[kind]} (${String(payments.length)})`,
      cancelText: back,
      variant: kind === "void" ? "danger" : "confirmation",
    })

  const moveAll = async (kind: BulkKind, payments: readonly PaymentRow[]): Promise<void> => {
    let rows = payments.map((payment): BulkRow => ({ payment, outcome: "queued", reason: null }))
    setRun({ kind, rows, isRunning: true })
    for (const payment of payments) {
      const result = await moveOne(kind, payment, language, move.noAnswer)
      rows = rows.map((row) => (row.payment === payment ? { ...row, ...result } : row))
      setRun({ kind, rows, isRunning: true })
    }
    setRun({ kind, rows, isRunning: false })
    refresh()
  }

  /** Asks for confirmation first, with number and total. Resolves to whether it was run. */
  const start = async (kind: BulkKind, payments: readonly PaymentRow[]): Promise<boolean> => {
    if (isBusy.current) {
      return false
    }
    isBusy.current = true
    try {
      const isSure = await ask(kind, payments)
      if (isSure) {
        await moveAll(kind, payments)
      }
      return isSure
    } finally {
      isBusy.current = false
    }
  }
  return { run, start, close: () => setRun(undefined) }
}

async function moveOne(
  kind: BulkKind,
  { id, amount }: PaymentRow,
  language: Language,
  noAnswer: string
): Promise<Omit<BulkRow, "payment">> {
  try {
    await post(`payments/${id}/${kind}`, language, kind === "capture" ? { amount } : {})
    return { outcome: "done", reason: null }
  } catch (error) {
    return {
      outcome: isUnconfirmed(error) ? "unconfirmed" : "refused",
      reason: hasAnswer(error) ? messageOf(error) : noAnswer,
    }
  }
}

/** The total of payments in each currency. */
function sums(payments: readonly PaymentRow[], language: Language): string {
  const byCurrency = new Map<string, number>()
  for (const { currency_code: currency, amount } of payments) {
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + amount)
  }
  return [...byCurrency].map(([currency, amount]) => formatMoney(amount, currency, language)).join(" + ")
}
