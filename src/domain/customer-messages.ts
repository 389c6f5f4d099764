/**
 * Names of the templates that a shop's notification providers can have for what its staff send to customers. What is in
 * `data` of each is in docs/automation.md.
 */
export const LINK_TEMPLATE = "xpay-payment-link"
export const RECEIPT_TEMPLATE = "xpay-payment-receipt"

/** How an address of a channel looks. A channel that is not known takes whatever its provider takes. */
export type AddressKind = "email" | "phone" | "other"

const KINDS: Readonly<Record<string, AddressKind>> = { email: "email", sms: "phone", whatsapp: "phone" }

export function addressKind(channel: string): AddressKind {
  return KINDS[channel] ?? "other"
}

const LONGEST = 255
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/
/** E.164: a plus, the country and the rest. */
const TELEPHONE = /^\+[1-9]\d{6,14}$/

/**
 * An address as the channel takes it; undefined when it cannot be one. A telephone number may be spaced and may begin with
 * `00`; without the country it is not one, for the country is not guessed.
 */
export function readAddress(channel: string, typed: string): string | undefined {
  const to = typed.normalize("NFKC").trim()
  if (to === "" || to.length > LONGEST || /\p{Cc}/u.test(to)) {
    return undefined
  }
  switch (addressKind(channel)) {
    case "email":
      return EMAIL.test(to) ? to : undefined
    case "phone": {
      const number = to
        .replace("(0)", "")
        .replace(/[\s().\-/]/g, "")
        .replace(/^00/, "+")
      return TELEPHONE.test(number) ? number : undefined
    }
    case "other":
      return to
  }
}
