const NAMES: Readonly<Record<string, string>> = {
  VISA: "Visa",
  MC: "Mastercard",
  MAE: "Maestro",
  AMEX: "American Express",
  DINERS: "Diners",
  JCB: "JCB",
  UPI: "UnionPay",
}

/** A circuit's brand name. */
export function cardName(circuit: string | undefined): string | undefined {
  return NAMES[circuit ?? ""]
}
