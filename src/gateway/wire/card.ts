/** The digits of a card as XPay requires them: for one call, never to be stored. */
export interface WireCard {
  /** 13 to 19 digits. */
  readonly pan: string
  /** `MMYY` */
  readonly expiryDate: string
  readonly cvv?: string | undefined
}

/** Returns the digits at the last moment, when the body of the request is created. */
export type RevealCard = () => WireCard

const PAN = /^\d{13,19}$/
const EXPIRY = /^(0[1-9]|1[0-2])\d{2}$/
const CVV = /^\d{3,4}$/

/** @throws TypeError if XPay could not take the card; the message contains none of its data. */
export function cardToWire({ pan, expiryDate, cvv }: WireCard): WireCard {
  if (!PAN.test(pan) || !EXPIRY.test(expiryDate) || (cvv !== undefined && !CVV.test(cvv))) {
    throw new TypeError(
      "A card has a pan of 13 to 19 digits, an expiryDate MMYY, and a cvv of 3 or 4 digits or none"
    )
  }
  return cvv === undefined ? { pan, expiryDate } : { pan, expiryDate, cvv }
}
