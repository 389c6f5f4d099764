import { buy } from "@lib/data/cart"

export default async function Home({ params }: { params: Promise<{ countryCode: string }> }) {
  const { countryCode } = await params
  return (
    <form action={buy}>
      <input type="hidden" name="country" value={countryCode} />
      <button>Buy</button>
    </form>
  )
}
