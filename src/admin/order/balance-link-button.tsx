import { useState } from "react"
import { Button } from "@medusajs/ui"
import { useLanguage } from "../lib/language"
import { messageOf } from "../lib/message-of"
import { post } from "../lib/post"
import { BALANCE_LINK_TEXTS } from "./balance-link-texts"

/**
 * Copies the signed URL of the shop's page where the order's customer pays what the order owes, with or without an
 * account.
 */
export default function BalanceLinkButton({ orderId }: { orderId: string }) {
  const language = useLanguage()
  const { copy, copied } = BALANCE_LINK_TEXTS[language]
  const [said, setSaid] = useState("")
  const press = async () => {
    const { balance_link: link } = await post<{ balance_link: { url: string } }>(
      `orders/${orderId}/balance-link`,
      language,
      {}
    )
    // Some browsers refuse after an asynchronous call, and all refuse without HTTPS: then the URL is shown for
    // selection.
    await navigator.clipboard.writeText(link.url).then(
      () => setSaid(copied),
      () => setSaid(link.url)
    )
  }
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        onClick={() => void press().catch((error: unknown) => setSaid(messageOf(error)))}
      >
        {copy}
      </Button>
      <span role="status" className="txt-compact-small break-all text-ui-fg-subtle">
        {said}
      </span>
    </>
  )
}
