const NAMES: Readonly<Record<string, string>> = { email: "e-mail", sms: "SMS", whatsapp: "WhatsApp" }

/** A channel of the shop's notification providers, the same in both languages; one that is not known has its own name. */
export function channelName(channel: string): string {
  return NAMES[channel] ?? channel
}
