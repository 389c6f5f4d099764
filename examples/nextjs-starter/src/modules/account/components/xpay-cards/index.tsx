"use client"

import { localeOf, xpayClient } from "@lib/xpay"
import { XPayError, type SavedCard } from "medusa-payment-nexi-xpay-storefront"
import { useParams } from "next/navigation"
import { useEffect, useState } from "react"

const TEXTS = {
  en: {
    title: "Saved cards",
    none: "You have saved no card.",
    later: "Charged by the shop, e.g. for a subscription",
    remove: "Remove",
  },
  it: {
    title: "Carte salvate",
    none: "Non hai carte salvate.",
    later: "Addebitata dal negozio, ad es. per un abbonamento",
    remove: "Rimuovi",
  },
}

/** All of the customer's saved cards, including those for charges by the shop, each with a Remove button. */
export default function XPayCards() {
  const { countryCode } = useParams<{ countryCode: string }>()
  const locale = localeOf(countryCode)
  const client = xpayClient(locale)
  const texts = locale === "it" ? TEXTS.it : TEXTS.en
  const [cards, setCards] = useState<readonly SavedCard[]>()
  const [problem, setProblem] = useState<string>()

  const say = (error: unknown) => setProblem(error instanceof XPayError ? error.message : undefined)

  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    client.savedCards({ signal }).then(setCards, (error: unknown) => signal.aborted || say(error))
    return () => abort.abort()
  }, [client])

  const remove = async (id: string) => {
    try {
      await client.removeCard(id)
      setCards((before) => before?.filter((card) => card.id !== id))
    } catch (error) {
      say(error)
    }
  }

  return (
    <section aria-labelledby="xpay-cards-title">
      <h1 id="xpay-cards-title" className="text-2xl-semi mb-4">
        {texts.title}
      </h1>
      <p role="alert">{problem}</p>
      {cards?.length === 0 && <p>{texts.none}</p>}
      <ul>
        {cards?.map(({ id, circuit, last4, expiry, for: purpose }) => (
          <li key={id} className="flex justify-between border-b py-4">
            <span>
              {circuit} •••• {last4} {expiry}
              {purpose === "later_charges" && <small className="block">{texts.later}</small>}
            </span>
            <button
              type="button"
              aria-label={`${texts.remove} ${circuit} ${last4}`}
              onClick={() => void remove(id)}
            >
              {texts.remove}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
