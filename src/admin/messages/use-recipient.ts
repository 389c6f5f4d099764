import { useState } from "react"

/** Whom something is sent, and by which channel of the shop's notification providers. */
export interface Recipient {
  readonly channel: string
  readonly to: string
}

/** What is known of the customer. */
interface Customer {
  readonly email: string | null
  readonly phone: string | null
}

/** How an address of a channel looks: the server checks it again. */
export function addressKind(channel: string): "email" | "phone" | "other" {
  return channel === "email" ? "email" : channel === "sms" || channel === "whatsapp" ? "phone" : "other"
}

/** The recipient that is being entered: e-mail first, with what is known of the customer filled in. */
export function useRecipient(channels: readonly string[], customer: Customer) {
  const [channel, setChannel] = useState(channels.includes("email") ? "email" : (channels[0] ?? "email"))
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const kind = addressKind(channel)
  const known = kind === "other" ? null : customer[kind]
  const recipient: Recipient = { channel, to: typed[channel] ?? known ?? "" }
  const setTo = (to: string) => setTyped((before) => ({ ...before, [channel]: to }))
  return { recipient, kind, setChannel, setTo }
}

export type RecipientEntry = ReturnType<typeof useRecipient>
