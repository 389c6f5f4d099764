import { Alert, Button, FocusModal } from "@medusajs/ui"
import { useEffect, useId, useState, type FormEvent } from "react"
import { AmountInput, isPayable } from "../lib/amount-input"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import { ReasonField } from "../lib/reason-field"
import { TerminalSelect } from "../lib/terminal-select"
import { usePartQuestion } from "../lib/use-part-question"
import { usePermissions } from "../lib/use-permissions"
import { useTexts } from "../lib/use-texts"
import type { OrderPanel } from "../lib/wire"
import { CaptureChoice, type Capture } from "./capture-choice"
import { CardFields } from "./card-fields"
import { motoTerminals } from "./moto-terminals"
import { useCardFields } from "./use-card-fields"
import { useIdle } from "./use-idle"
import type { KeyedCard, MotoOrder, Stage } from "./use-moto-payment"

/** Amount, capture mode and card. Stays mounted, hidden, until the card is certainly not needed again. */
export function MotoForm({
  panel,
  stage,
  onSend,
}: {
  panel: OrderPanel
  stage: Stage
  onSend: (order: MotoOrder, card: KeyedCard) => void
}) {
  const texts = useTexts()
  const language = useLanguage()
  const id = useId()
  const permissions = usePermissions()
  const canCharge = permissions?.capture === true
  const { outstanding, currency_code: currency, moto } = panel
  const terminals = motoTerminals(moto.terminals, permissions)
  const [providerId, setProviderId] = useState(terminals[0]?.provider_id ?? "")
  const terminal = terminals.find((one) => one.provider_id === providerId)
  const [amount, setAmount] = useState<number | undefined>(outstanding)
  const [capture, setCapture] = useState<Capture>(canCharge ? (terminal?.capture ?? "manual") : "manual")
  const [reason, setReason] = useState("")
  const [isCleared, setIsCleared] = useState(false)
  const fields = useCardFields()
  const { clear, focus } = fields
  const isRight = isPayable(amount, outstanding)
  const isSending = stage.kind === "sending"
  const captureMode = terminal?.can_hold === false ? "automatic" : capture
  const verb = captureMode === "manual" ? "hold" : "charge"
  const askForPart = usePartQuestion(outstanding, currency)
  const money = (value: number) => formatMoney(value, currency, language)

  useIdle(() => {
    if (clear()) {
      setIsCleared(true)
    }
  })
  const isOver = stage.kind === "ended" || (stage.kind === "asking" && stage.isAnswered)
  useEffect(() => {
    if (isOver) {
      clear()
    }
  }, [isOver, clear])
  const isTyping = stage.kind === "typing"
  useEffect(() => {
    if (isTyping) {
      focus()
    }
  }, [isTyping, focus])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setIsCleared(false)
    if (fields.read() === undefined || !isRight) {
      return
    }
    const isSure = await askForPart(amount, texts.moto[`${verb}Question`], texts.moto[`${verb}Button`])
    // Read again: the card may have been cleared while the question was open.
    const card = isSure ? fields.read() : undefined
    if (card !== undefined) {
      onSend(
        { provider_id: providerId, amount, capture: captureMode, ...(reason === "" ? {} : { reason }) },
        card
      )
    }
  }

  return (
    <form
      className={isTyping || isSending ? "flex flex-1 flex-col overflow-hidden" : "hidden"}
      autoComplete="off"
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <FocusModal.Body className="flex flex-1 justify-center overflow-y-auto px-4 py-8">
        <fieldset disabled={isSending} className="flex w-full max-w-lg flex-col gap-y-6">
          <legend className="sr-only">{texts.moto.title}</legend>
          {isTyping && stage.problem !== undefined && (
            <div role="alert">
              <Alert variant="error">{stage.problem}</Alert>
            </div>
          )}
          {isCleared && (
            <div role="status">
              <Alert variant="info">{texts.moto.cleared}</Alert>
            </div>
          )}
          <AmountInput
            id={`${id}-amount`}
            label={texts.moto.amount}
            hint={texts.moto.outstanding(money(outstanding))}
            currencyCode={currency}
            most={outstanding}
            onAmount={setAmount}
          />
          <TerminalSelect
            id={`${id}-terminal`}
            label={texts.moto.terminal}
            terminals={terminals}
            value={providerId}
            onChange={setProviderId}
          />
          <CaptureChoice
            canHold={terminal?.can_hold === true}
            canCharge={canCharge}
            value={capture}
            onChange={setCapture}
          />
          <CardFields id={id} fields={fields} />
          <ReasonField
            id={`${id}-reason`}
            hint={texts.reason.phoneHint}
            value={reason}
            onChange={setReason}
          />
        </fieldset>
      </FocusModal.Body>
      <FocusModal.Footer>
        <span role="status" className="txt-small text-ui-fg-subtle mr-auto">
          {isSending && texts.moto.sending}
        </span>
        <FocusModal.Close asChild>
          <Button type="button" size="small" variant="secondary" disabled={isSending}>
            {texts.cancel}
          </Button>
        </FocusModal.Close>
        <Button type="submit" size="small" disabled={!isRight} isLoading={isSending}>
          {texts.moto[`${verb}Button`](money(amount ?? 0))}
        </Button>
      </FocusModal.Footer>
    </form>
  )
}
