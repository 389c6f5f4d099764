import { Button, Drawer, Heading } from "@medusajs/ui"
import { useId, useState, type FormEvent } from "react"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import type { Notify } from "../lib/notice"
import { ReasonField } from "../lib/reason-field"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"
import { useMove } from "./use-move"

/** Voids an authorization or cancels a capture: explains the consequence and asks for a reason. */
export function VoidForm({
  payment,
  kind,
  notify,
  onDone,
}: {
  payment: PaymentDetail
  kind: "void" | "cancel_capture"
  notify: Notify
  onDone: () => void
}) {
  const texts = useTexts()
  const language = useLanguage()
  const id = useId()
  const { move, isMoving } = useMove(payment, notify)
  const [reason, setReason] = useState("")
  const amount = kind === "void" ? payment.amount : payment.captured

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isMoving && (await move(kind, amount, reason === "" ? {} : { reason }))) {
      onDone()
    }
  }

  return (
    <form className="contents" onSubmit={(event) => void submit(event)}>
      <Drawer.Body className="flex flex-col gap-y-4">
        <Heading level="h3">
          {texts.move[`${kind}Question`](formatMoney(amount, payment.currency_code, language))}
        </Heading>
        <p className="txt-small text-ui-fg-subtle">{texts.move[`${kind}Text`]}</p>
        <ReasonField id={`${id}-reason`} value={reason} onChange={setReason} />
      </Drawer.Body>
      <Drawer.Footer className="order-last">
        <Button type="button" size="small" variant="secondary" onClick={onDone} disabled={isMoving}>
          {texts.back}
        </Button>
        <Button type="submit" size="small" variant="danger" isLoading={isMoving}>
          {texts.move[kind]}
        </Button>
      </Drawer.Footer>
    </form>
  )
}
