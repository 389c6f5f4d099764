/**
 * Names of the notification templates for messages that staff send to customers. For the `data` of each, see
 * docs/automation.md.
 */
export const LINK_TEMPLATE = "xpay-payment-link"
export const RECEIPT_TEMPLATE = "xpay-payment-receipt"

/** The address format of a channel. An unknown channel accepts whatever its provider accepts. */
export type AddressKind = "email" | "phone" | "other"

const KINDS: Readonly<Record<string, AddressKind>> = { email: "email", sms: "phone", whatsapp: "phone" }

export function addressKind(channel: string): AddressKind {
  return KINDS[channel] ?? "other"
}

const LONGEST = 255
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/
/** E.164: a plus, the country code and the rest. */
const TELEPHONE = /^\+[1-9]\d{6,14}$/

/**
 * An address in the channel's format; undefined if it is invalid. A phone number may contain spaces and may begin with
 * `00`. Without a country code it is invalid: the country is not guessed.
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
