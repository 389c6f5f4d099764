import { Alert, Heading } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Link } from "react-router-dom"
import { CopyButton } from "../lib/copy-button"
import { formatTime } from "../lib/dates"
import { Fact } from "../lib/fact"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import type { Notify } from "../lib/notice"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"
import { SupportFileButton } from "./support-file-button"

/** A label and its value. An unknown value has no row. */
type Row = readonly [label: string, value: ReactNode]

function Facts({ rows }: { rows: readonly Row[] }) {
  return (
    <dl className="divide-ui-border-base divide-y">
      {rows.map(
        ([label, value]) =>
          value != null && (
            <Fact key={label} label={label}>
              {value}
            </Fact>
          )
      )}
    </dl>
  )
}

/** The known facts of a payment. */
export function PaymentFacts({ payment }: { payment: PaymentDetail }) {
  const { payment: texts } = useTexts()
  const language = useLanguage()
  const money = (amount: number) =>
    amount > 0 ? formatMoney(amount, payment.currency_code, language) : undefined
  const { card, actor, customer, deadline_at: deadline, three_ds: proof } = payment
  return (
    <div className="flex flex-col gap-y-4">
      <Notice payment={payment} />
      <Facts
        rows={[
          [texts.captured, money(payment.captured)],
          [texts.voided, money(payment.voided)],
          [texts.refunded, money(payment.refunded)],
          [texts.channel, payment.method_text],
          [texts.card, card && words(card.circuit, card.masked, texts.expires(card.expiry))],
          [texts.cardType, card?.type_name],
          [texts.cardCountry, card?.country_name],
          [
            texts.threeDs,
            proof && words(proof.text ?? proof.status, proof.version, proof.eci && `ECI ${proof.eci}`),
          ],
          [
            texts.liability,
            proof ? texts.liable[proof.liability] : payment.channel === "moto" ? texts.liable.moto : null,
          ],
          [texts.authorizationCode, copied(payment.authorization_code, texts.authorizationCode)],
          [texts.issuerCode, payment.issuer_code],
          [texts.warnings, payment.warnings.length === 0 ? null : payment.warnings.join(" ")],
          [
            texts.deadline,
            payment.state === "authorized" && deadline
              ? words(
                  formatTime(deadline, language),
                  payment.is_preauthorization ? texts.preauthorization : null
                )
              : null,
          ],
          [payment.is_draft ? texts.draft : texts.order, orderLink(payment)],
          [texts.customer, customer && words(customer.name, customer.email)],
          [payment.channel === "link" ? texts.linkBy : texts.actor, actor && (actor.name ?? actor.email)],
          [texts.xpaySaid, payment.detail],
        ]}
      />
    </div>
  )
}

/** IDs for Nexi's support, or to search for in a log. */
export function PaymentIds({ payment, notify }: { payment: PaymentDetail; notify: Notify }) {
  const { payment: texts } = useTexts()
  return (
    <section aria-label={texts.ids}>
      <Heading level="h3">{texts.ids}</Heading>
      <Facts
        rows={[
          [texts.terminal, payment.terminal],
          [texts.xpayOrder, copied(payment.xpay_order_id, texts.xpayOrder)],
          [texts.operation, copied(payment.operation_id, texts.operation)],
          [texts.medusaPayment, copied(payment.payment_id, texts.medusaPayment)],
        ]}
      />
      <SupportFileButton payment={payment} notify={notify} />
    </section>
  )
}

/** The most important fact about the payment now, if any. */
function Notice({ payment }: { payment: PaymentDetail }) {
  const { payment: texts } = useTexts()
  const language = useLanguage()
  const { is_in_doubt: isInDoubt, is_abandon_requested: isAbandoning, next_check_at: next, reason } = payment
  const text = isInDoubt
    ? words(texts.inDoubt, next && texts.nextCheck(new Date(next).toLocaleTimeString(language)))
    : isAbandoning
      ? texts.abandoning
      : reason
  return text === null ? null : <Alert variant={isInDoubt || isAbandoning ? "warning" : "info"}>{text}</Alert>
}

function words(...parts: (string | null)[]): string {
  return parts.filter(Boolean).join(" · ")
}

function orderLink({ order_id: id, order_display_id: number, is_draft: isDraft }: PaymentDetail): ReactNode {
  return (
    number && (
      <Link className="text-ui-fg-base underline" to={`/${isDraft ? "draft-orders" : "orders"}/${id ?? ""}`}>
        #{number}
      </Link>
    )
  )
}

function copied(content: string | null, what: string): ReactNode {
  return (
    content && (
      <span className="flex items-center gap-2">
        <span className="break-all font-mono">{content}</span>
        <CopyButton content={content} what={what} />
      </span>
    )
  )
}
