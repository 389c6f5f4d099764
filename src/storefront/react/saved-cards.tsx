import { useEffect, useState, type ReactElement } from "react"
import type { SavedCard } from "../index"
import { brandName } from "./brands"
import { useXPay } from "./checkout-context"

/**
 * The signed-in customer's saved cards: pay with one, or remove it. Renders nothing for guests, or if nothing is to be
 * paid. Classes: `xpay-saved-cards`, `xpay-saved-card`, `xpay-remove`.
 */
export function XPaySavedCards(): ReactElement | null {
  const { client, reason, paying, texts, payBySavedCard, say } = useXPay()
  const [cards, setCards] = useState<readonly SavedCard[]>([])

  useEffect(() => {
    const abort = new AbortController()
    client.savedCards({ signal: abort.signal }).then(setCards, () => undefined)
    return () => abort.abort()
  }, [client])

  const remove = async (id: string) => {
    await client.removeCard(id)
    setCards((before) => before.filter((card) => card.id !== id))
  }
  const own = cards.filter((card) => card.for === "next_payments")
  return reason !== undefined || own.length === 0 ? null : (
    <ul className="xpay-saved-cards">
      {own.map(({ id, providerId, circuit = "", last4 = "", expiry = "" }) => {
        const name = `${brandName(circuit)} •••• ${last4} ${expiry}`
        return (
          <li key={id}>
            <button
              type="button"
              className="xpay-saved-card"
              aria-label={texts.payWith(name)}
              aria-disabled={paying !== undefined}
              onClick={() => void payBySavedCard(providerId, id)}
            >
              {name}
            </button>
            <button
              type="button"
              className="xpay-remove"
              aria-label={texts.remove(name)}
              aria-disabled={paying !== undefined}
              onClick={() => paying === undefined && void remove(id).catch(say)}
            >
              ×
            </button>
          </li>
        )
      })}
    </ul>
  )
}
