const NAMES: Readonly<Record<string, string>> = { email: "e-mail", sms: "SMS", whatsapp: "WhatsApp" }

/** Name of a notification channel, the same in both languages. An unknown channel keeps its own name. */
export function channelName(channel: string): string {
  return NAMES[channel] ?? channel
}
