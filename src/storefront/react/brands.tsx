import type { ReactElement } from "react"
import type { PaymentMethod } from "../index"
import type { XPayTexts } from "./texts"

/** Brand names by XPay's circuit codes. */
const NAMES: Readonly<Partial<Record<string, string>>> = {
  VISA: "Visa",
  MC: "Mastercard",
  MAE: "Maestro",
  AMEX: "American Express",
  DINERS: "Diners Club",
  UPI: "UnionPay",
}

export function brandName(circuit: string): string {
  return NAMES[circuit] ?? circuit
}

/** The accepted brands, before anything is typed. Shown as XPay's logos if it has one for each. */
export function Brands({
  method: { circuits, logos },
  texts,
}: {
  readonly method: PaymentMethod
  readonly texts: XPayTexts
}): ReactElement | null {
  const hasPictures = logos.length === circuits.length
  return circuits.length === 0 ? null : (
    <ul className="xpay-brands" aria-label={texts.brands}>
      {circuits.map((circuit, index) => (
        <li key={circuit}>
          {hasPictures ? <img src={logos[index]} alt={brandName(circuit)} height={24} /> : brandName(circuit)}
        </li>
      ))}
    </ul>
  )
}
