/** A card of XPay's public test area. The expiry and the CVV are those of the documentation; neither is checked. */
export interface TestCard {
  readonly pan: string
  readonly circuit: string
  /** MMYY, as it is sent to the API. */
  readonly expiryDate: string
  readonly cvv: string
  readonly outcome: "OK" | "KO"
}

export const testCards: readonly TestCard[] = [
  { pan: "4349940199004549", circuit: "VISA", expiryDate: "0526", cvv: "396", outcome: "OK" },
  { pan: "5186151650005008", circuit: "MC", expiryDate: "1226", cvv: "123", outcome: "OK" },
  { pan: "4349940199997007", circuit: "VISA", expiryDate: "1228", cvv: "829", outcome: "KO" },
  { pan: "5533893874304465", circuit: "MC", expiryDate: "1228", cvv: "123", outcome: "KO" },
  { pan: "4509034543615006", circuit: "VISA", expiryDate: "1028", cvv: "298", outcome: "OK" },
  { pan: "5100990817896004", circuit: "MC", expiryDate: "0427", cvv: "301", outcome: "OK" },
]
