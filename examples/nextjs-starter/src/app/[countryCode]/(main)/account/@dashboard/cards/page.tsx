import XPayCards from "@modules/account/components/xpay-cards"

export const metadata = { title: "Saved cards" }

export default function SavedCardsPage() {
  return <XPayCards />
}
