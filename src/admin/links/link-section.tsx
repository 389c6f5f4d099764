import { Heading, StatusBadge } from "@medusajs/ui"
import { CopyButton } from "../lib/copy-button"
import { formatTime } from "../lib/dates"
import { useLanguage } from "../lib/language"
import type { Notify } from "../lib/notice"
import { usePermissions } from "../lib/use-permissions"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail, PaymentLink } from "../lib/wire"
import { LinkActions } from "./link-actions"

const COLORS = { open: "orange", paid: "green", expired: "grey", canceled: "grey" } as const

/** The payment link of a payment: its state and the possible actions. Renders nothing for other payments. */
export function LinkSection({ payment, notify }: { payment: PaymentDetail; notify: Notify }) {
  const { link: texts } = useTexts()
  const permissions = usePermissions()
  const { link } = payment
  if (link === null) {
    return null
  }
  return (
    <section aria-label={texts.title} className="flex flex-col gap-y-4">
      <div className="flex items-center gap-2">
        <Heading level="h3">{texts.title}</Heading>
        <StatusBadge color={COLORS[link.state]}>{texts[link.state]}</StatusBadge>
      </div>
      <p role="status" className="txt-compact-small text-ui-fg-subtle empty:hidden">
        {link.progress !== null && texts.progress[link.progress]}
      </p>
      <Address link={link} />
      {permissions?.change_link && (link.state === "open" || link.state === "expired") && (
        <LinkActions payment={payment} link={link} notify={notify} />
      )}
    </section>
  )
}

function Address({ link }: { link: PaymentLink }) {
  const { link: texts } = useTexts()
  const language = useLanguage()
  const { url, qr_svg: qr, expires_at: end, state } = link
  return (
    <div className="flex gap-x-4">
      {qr !== null && (
        <img
          src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
          alt={texts.qr}
          className="border-ui-border-base size-32 rounded-md border bg-white"
        />
      )}
      <div className="txt-compact-small flex min-w-0 flex-col gap-y-2">
        {state === "open" && url === null && <span role="alert">{texts.unsafe}</span>}
        {state === "open" && url !== null && (
          <span className="flex items-center gap-2">
            <a className="text-ui-fg-base break-all underline" href={url} target="_blank" rel="noreferrer">
              {url}
            </a>
            <CopyButton content={url} what={texts.copy} />
          </span>
        )}
        {end !== null && (
          <span className="text-ui-fg-subtle">
            {state === "expired"
              ? texts.ended(formatTime(end, language))
              : texts.until(formatTime(end, language))}
          </span>
        )}
      </div>
    </div>
  )
}
