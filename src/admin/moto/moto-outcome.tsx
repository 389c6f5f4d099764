import { CheckCircleSolid, Spinner, XCircleSolid, ExclamationCircleSolid } from "@medusajs/icons"
import { Alert, Button, FocusModal, Heading } from "@medusajs/ui"
import { useEffect, useRef, useState, type ReactNode } from "react"
import { useTexts } from "../lib/use-texts"
import { useLanguage } from "../lib/language"
import { NoticeArea, type Notice } from "../lib/notice"
import type { MotoPayment } from "../lib/wire"
import { ReceiptForm } from "../messages/receipt-form"
import type { Stage } from "./use-moto-payment"

/** The outcome of a charge, or that it is not known yet. */
export function MotoOutcome({
  stage,
  onAgain,
}: {
  stage: Extract<Stage, { kind: "asking" | "ended" }>
  onAgain: () => void
}) {
  const texts = useTexts()
  const place = useRef<HTMLDivElement>(null)
  const outcome = stage.kind === "asking" ? "unknown" : stage.payment.outcome
  // Focus the text, not a button: pressing Enter twice must not press the button too.
  useEffect(() => place.current?.focus(), [outcome])
  return (
    <>
      <FocusModal.Body className="flex flex-1 flex-col items-center gap-y-6 overflow-y-auto px-4 py-8">
        <div
          ref={place}
          tabIndex={-1}
          role={outcome === "approved" ? "status" : "alert"}
          className="flex w-full max-w-lg flex-col gap-y-6 outline-none"
        >
          {stage.kind === "asking" ? <Unknown stage={stage} /> : <Known payment={stage.payment} />}
        </div>
        {stage.kind === "ended" && outcome === "approved" && <Receipt payment={stage.payment} />}
      </FocusModal.Body>
      <FocusModal.Footer>
        <FocusModal.Close asChild>
          <Button size="small" variant={outcome === "declined" ? "secondary" : "primary"}>
            {stage.kind === "ended" && stage.payment.draft_converted === true
              ? texts.moto.toOrder
              : texts.close}
          </Button>
        </FocusModal.Close>
        {outcome === "declined" && (
          <Button size="small" onClick={onAgain}>
            {texts.moto.otherCard}
          </Button>
        )}
      </FocusModal.Footer>
    </>
  )
}

function Known({ payment }: { payment: MotoPayment }) {
  const { moto: texts } = useTexts()
  const isApproved = payment.outcome === "approved"
  return (
    <>
      <Head
        title={isApproved ? texts.approved : texts.declined}
        icon={
          isApproved ? (
            <CheckCircleSolid className="text-ui-tag-green-icon" />
          ) : (
            <XCircleSolid className="text-ui-tag-red-icon" />
          )
        }
      />
      <p className="txt-medium">{payment.message}</p>
      {payment.tell_customer !== null && (
        <section className="bg-ui-bg-subtle rounded-lg p-4">
          <h3 className="txt-compact-small-plus text-ui-fg-subtle mb-1">{texts.tell}</h3>
          <p className="txt-medium">{payment.tell_customer}</p>
        </section>
      )}
      {payment.warning !== null && <Alert variant="warning">{payment.warning}</Alert>}
    </>
  )
}

/** To send a receipt while the customer is on the phone. Not part of the live region, which screen readers announce. */
function Receipt({ payment: { payment } }: { payment: MotoPayment }) {
  const [notice, setNotice] = useState<Notice>()
  return (
    <div className="flex w-full max-w-lg flex-col gap-y-4">
      <ReceiptForm payment={payment} notify={setNotice} />
      <NoticeArea notice={notice} />
    </div>
  )
}

function Unknown({ stage }: { stage: Extract<Stage, { kind: "asking" }> }) {
  const { moto: texts } = useTexts()
  const language = useLanguage()
  const { askedAt } = stage
  return (
    <>
      <Head title={texts.unknown} icon={<ExclamationCircleSolid className="text-ui-tag-orange-icon" />} />
      <p className="txt-medium">{texts.unknownText}</p>
      <p className="txt-small text-ui-fg-subtle flex items-center gap-x-2" aria-live="off">
        <Spinner className="animate-spin" />
        {texts.asking} {askedAt !== undefined && texts.checkedAt(askedAt.toLocaleTimeString(language))}
      </p>
      <p className="txt-small text-ui-fg-subtle">{texts.mayClose}</p>
    </>
  )
}

function Head({ title, icon }: { title: string; icon: ReactNode }) {
  return (
    <div className="flex items-center gap-x-2">
      {icon}
      <Heading level="h2">{title}</Heading>
    </div>
  )
}
