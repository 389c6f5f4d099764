import { Heading } from "@medusajs/ui"
import { formatTime } from "../lib/dates"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail, TimelineEntry } from "../lib/wire"

/** Everything that happened to a payment, oldest first. */
export function Timeline({ payment }: { payment: PaymentDetail }) {
  const { payment: texts } = useTexts()
  const language = useLanguage()
  return (
    <section aria-label={texts.history}>
      <Heading level="h3" className="mb-2">
        {texts.history}
      </Heading>
      <ol className="border-ui-border-base ml-1 border-l">
        {payment.timeline.map((entry, index) => (
          <li key={index} className="txt-compact-small relative pb-4 pl-4 last:pb-0">
            <span
              aria-hidden
              className="bg-ui-tag-neutral-icon absolute -left-[4.5px] top-1 size-2 rounded-full"
            />
            <div className="flex justify-between gap-x-4">
              <span className="txt-compact-small-plus">
                <What entry={entry} currency={payment.currency_code} />
              </span>
              <time dateTime={entry.at} className="text-ui-fg-muted txt-compact-xsmall whitespace-nowrap">
                {formatTime(entry.at, language)}
              </time>
            </div>
            {entry.text !== null && <div className="text-ui-fg-subtle break-words">{entry.text}</div>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function What({ entry, currency }: { entry: TimelineEntry; currency: string }) {
  const { timeline: texts } = useTexts()
  const language = useLanguage()
  const { kind, action, actor, outcome, amount, state, origin } = entry
  const words = [
    kind === "action" ? action !== null && texts.actions[action] : texts[kind],
    amount === null ? undefined : formatMoney(amount, currency, language),
    state === null || state === "done" ? undefined : texts[state],
    origin === "xpay" ? texts.byXPay : undefined,
    outcome === null || outcome === "done" ? undefined : texts.outcomes[outcome],
    kind === "action" ? texts.by(actor ?? texts.program) : undefined,
  ]
  return <>{words.filter(Boolean).join(" · ")}</>
}
