import { Button, toast } from "@medusajs/ui"
import { useState } from "react"
import { formatTime } from "../lib/dates"
import { useLanguage } from "../lib/language"
import { messageOf } from "../lib/message-of"
import { post } from "../lib/post"
import { CARD_TEXTS } from "./card-texts"

interface Answer {
  readonly balance_link: { readonly url: string; readonly expires_at: string }
}

/** Copies the signed address of the shop's page on which the order's customer pays what it owes, with or without an account. */
export default function BalanceLinkButton({ orderId }: { orderId: string }) {
  const language = useLanguage()
  const texts = CARD_TEXTS[language]
  const [isBusy, setIsBusy] = useState(false)
  const copy = async (): Promise<void> => {
    setIsBusy(true)
    try {
      const { balance_link: link } = await post<Answer>(`orders/${orderId}/balance-link`, language, {})
      await hand(link.url, texts.balanceByHand)
      toast.success(texts.balanceCopied, {
        description: `${texts.balanceUntil} ${formatTime(link.expires_at, language)}`,
      })
    } catch (error) {
      toast.error(texts.balanceFailed, { description: messageOf(error) })
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <Button size="small" variant="secondary" disabled={isBusy} onClick={() => void copy()}>
      {texts.balance}
    </Button>
  )
}

/** Some browsers let a page copy only at the very moment of a click, and none without TLS. */
async function hand(url: string, label: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url)
  } catch {
    window.prompt(label, url)
  }
}
