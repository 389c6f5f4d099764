import { Alert, Heading } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { CopyButton } from "../lib/copy-button"
import { formatTime } from "../lib/dates"
import { Fact } from "../lib/fact"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"

/** What is known of a payment. What is not known is left out. */
export function PaymentFacts({ payment }: { payment: PaymentDetail }) {
  const { payment: texts, way } = useTexts()
  const language = useLanguage()
  const money = (amount: number) => formatMoney(amount, payment.currency_code, language)
  const { card, order_id: orderId, order_display_id: number, actor, method } = payment
  return (
    <div className="flex flex-col gap-y-4">
      <Notices payment={payment} />
      <dl className="divide-y">
        {payment.captured > 0 && <Fact label={texts.captured}>{money(payment.captured)}</Fact>}
        {payment.refunded > 0 && <Fact label={texts.refunded}>{money(payment.refunded)}</Fact>}
        <Fact label={texts.way}>{method?.name ?? way[payment.way]}</Fact>
        {card !== null && (
          <Fact label={texts.card}>
            {[card.circuit, card.masked, texts.expires(card.expiry)].filter(Boolean).join(" · ")}
          </Fact>
        )}
        <Proof payment={payment} />
        {payment.authorization_code !== null && (
          <Fact label={texts.authorizationCode}>
            <Copied content={payment.authorization_code} what={texts.authorizationCode} />
          </Fact>
        )}
        {payment.issuer_code !== null && <Fact label={texts.issuerCode}>{payment.issuer_code}</Fact>}
        {payment.state === "authorized" && payment.deadline_at !== null && (
          <Fact label={texts.deadline}>{formatTime(payment.deadline_at, language)}</Fact>
        )}
        {orderId !== null && number !== null && (
          <Fact label={payment.is_draft ? texts.draft : texts.order}>
            <Link
              className="text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
              to={`/${payment.is_draft ? "draft-orders" : "orders"}/${orderId}`}
            >
              {texts.orderNumber(number)}
            </Link>
          </Fact>
        )}
        {actor !== null && (
          <Fact label={payment.way === "link" ? texts.linkBy : texts.actor}>{actor.name ?? actor.email}</Fact>
        )}
        {payment.detail !== null && <Fact label={texts.xpaySaid}>{payment.detail}</Fact>}
      </dl>
    </div>
  )
}

/** What to say to Nexi, or to look for in a log. */
export function PaymentIds({ payment }: { payment: PaymentDetail }) {
  const { payment: texts } = useTexts()
  return (
    <section aria-label={texts.ids}>
      <Heading level="h3">{texts.ids}</Heading>
      <dl className="divide-y">
        <Fact label={texts.terminal}>{payment.terminal}</Fact>
        <Fact label={texts.xpayOrder}>
          <Copied content={payment.xpay_order_id} what={texts.xpayOrder} />
        </Fact>
        {payment.operation_id !== null && (
          <Fact label={texts.operation}>
            <Copied content={payment.operation_id} what={texts.operation} />
          </Fact>
        )}
        {payment.payment_id !== null && (
          <Fact label={texts.medusaPayment}>
            <Copied content={payment.payment_id} what={texts.medusaPayment} />
          </Fact>
        )}
      </dl>
    </section>
  )
}

function Notices({ payment }: { payment: PaymentDetail }) {
  const { payment: texts } = useTexts()
  const language = useLanguage()
  const next = payment.next_check_at
  if (payment.is_in_doubt) {
    return (
      <Alert variant="warning">
        {texts.inDoubt} {next !== null && texts.nextCheck(new Date(next).toLocaleTimeString(language))}
      </Alert>
    )
  }
  return payment.is_release_wanted ? (
    <Alert variant="warning">{texts.releasing}</Alert>
  ) : payment.reason === null ? null : (
    <Alert variant="info">{payment.reason}</Alert>
  )
}

/** What 3-D Secure proved, and who bears a fraud because of it. */
function Proof({ payment }: { payment: PaymentDetail }) {
  const { payment: texts } = useTexts()
  const { three_ds: proof, way } = payment
  if (proof === null) {
    return way === "moto" ? <Fact label={texts.liability}>{texts.motoLiable}</Fact> : null
  }
  const facts = [proof.version, proof.status, proof.eci === null ? null : `ECI ${proof.eci}`]
  const liability = { issuer: texts.issuerLiable, shop: texts.shopLiable, unknown: texts.unknownLiable }
  return (
    <>
      <Fact label={texts.threeDs}>{facts.filter(Boolean).join(" · ")}</Fact>
      <Fact label={texts.liability}>{liability[proof.liability]}</Fact>
    </>
  )
}

function Copied({ content, what }: { content: string; what: string }) {
  return (
    <span className="flex items-center gap-2">
      <span className="break-all font-mono">{content}</span>
      <CopyButton content={content} what={what} />
    </span>
  )
}
