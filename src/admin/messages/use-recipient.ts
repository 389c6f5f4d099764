import { useState } from "react"

/** A recipient, and the channel of the shop's notification providers to use. */
export interface Recipient {
  readonly channel: string
  readonly to: string
}

/** The customer's known addresses. */
interface Customer {
  readonly email: string | null
  readonly phone: string | null
}

/** The address format of a channel. The server checks it again. */
export function addressKind(channel: string): "email" | "phone" | "other" {
  return channel === "email" ? "email" : channel === "sms" || channel === "whatsapp" ? "phone" : "other"
}

/** The recipient being entered: e-mail first, filled in with the customer's known address. */
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
