import { Button, Drawer, Heading, usePrompt } from "@medusajs/ui"
import { useId, useState, type FormEvent } from "react"
import { AmountInput, isPayable } from "../lib/amount-input"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import type { Notify } from "../lib/notice"
import { ReasonField } from "../lib/reason-field"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"
import { useMove } from "./use-move"

/** Captures or refunds the possible amount or a part of it. Asks for confirmation, with the amount. */
export function MoneyForm({
  payment,
  kind,
  notify,
  onDone,
}: {
  payment: PaymentDetail
  kind: "capture" | "refund"
  notify: Notify
  onDone: () => void
}) {
  const texts = useTexts()
  const language = useLanguage()
  const prompt = usePrompt()
  const id = useId()
  const { move, isMoving } = useMove(payment, notify)
  const most = kind === "capture" ? payment.capturable : payment.refundable
  const [amount, setAmount] = useState<number | undefined>(most)
  const [note, setNote] = useState("")
  const money = (value: number) => formatMoney(value, payment.currency_code, language)
  const isRight = isPayable(amount, most)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isRight || isMoving) {
      return
    }
    const isSure = await prompt({
      title: texts.move[`${kind}Question`](money(amount)),
      description:
        kind === "refund"
          ? texts.move.refundText
          : amount === most
            ? texts.move.captureAll
            : payment.captures_once
              ? texts.move.capturePart(money(most - amount))
              : texts.move.captureRest(money(most - amount)),
      confirmText: texts.move[`${kind}Button`](money(amount)),
      cancelText: texts.back,
      variant: kind === "refund" ? "danger" : "confirmation",
    })
    const body = kind === "refund" && note !== "" ? { amount, note } : { amount }
    if (isSure && (await move(kind, amount, body))) {
      onDone()
    }
  }

  return (
    <form className="contents" onSubmit={(event) => void submit(event)}>
      <Drawer.Body className="flex flex-col gap-y-4">
        <Heading level="h3">{texts.move[kind]}</Heading>
        <AmountInput
          id={id}
          label={texts.payment.amount}
          hint={texts.move.most(money(most))}
          currencyCode={payment.currency_code}
          most={most}
          onAmount={setAmount}
        />
        {kind === "refund" && (
          <ReasonField id={`${id}-note`} hint={texts.reason.refundHint} value={note} onChange={setNote} />
        )}
      </Drawer.Body>
      <Drawer.Footer className="order-last">
        <Button type="button" size="small" variant="secondary" onClick={onDone} disabled={isMoving}>
          {texts.back}
        </Button>
        <Button type="submit" size="small" disabled={!isRight} isLoading={isMoving}>
          {texts.move[`${kind}Button`](money(amount ?? 0))}
        </Button>
      </Drawer.Footer>
    </form>
  )
}
