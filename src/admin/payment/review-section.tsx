import { Button, Heading } from "@medusajs/ui"
import { useState } from "react"
import { failureNotice } from "../lib/failure-notice"
import { useLanguage } from "../lib/language"
import type { Notify } from "../lib/notice"
import { post } from "../lib/post"
import { usePermissions } from "../lib/use-permissions"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"

/** A payment that the shop's rules hold for review: what that means, and the button that accepts it. */
export function ReviewSection({ payment, notify }: { payment: PaymentDetail; notify: Notify }) {
  const { review: texts, move } = useTexts()
  const language = useLanguage()
  const permissions = usePermissions()
  const refresh = useRefresh()
  const [isAccepting, setIsAccepting] = useState(false)
  if (!payment.is_for_review) {
    return null
  }
  const accept = async () => {
    setIsAccepting(true)
    notify(undefined)
    try {
      await post(`payments/${payment.id}/accept`, language, {})
      notify({ variant: "success", title: texts.accepted })
    } catch (error) {
      notify(failureNotice(error, move))
    }
    refresh()
    setIsAccepting(false)
  }
  return (
    <section aria-label={texts.title} className="flex flex-col items-start gap-y-2">
      <Heading level="h3">{texts.title}</Heading>
      <p className="txt-small text-ui-fg-subtle">{texts.text}</p>
      {permissions?.accept_review && (
        <Button size="small" variant="secondary" isLoading={isAccepting} onClick={() => void accept()}>
          {texts.accept}
        </Button>
      )}
    </section>
  )
}
