import type {
  CreateNotificationDTO,
  INotificationModuleService,
  MedusaContainer,
} from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { addressKind, readAddress } from "../../domain/customer-messages"
import type { Locale } from "../../domain/locale"
import { notificationChannels } from "../../medusa/configuration"
import { within } from "../../medusa/within"
import type { CustomerMessage } from "../../texts/customer-messages"
import { staffText } from "../../texts/staff-messages"
import { messageOf } from "../message-of"
import { PaymentRefusal } from "../refusal"

/** The recipient of a clerk's message, and a channel of the shop's notification providers. */
export interface Recipient {
  readonly channel: string
  readonly to: string
}

/** Medusa's channel for the dashboard's bell, which no customer sees. */
const BELL = "feed"

/** A notification provider that takes longer is treated as down. */
const LONGEST_SEND_MS = 20_000

/** The channels through which the shop can reach its customers. */
export function customerChannels(container: MedusaContainer): string[] {
  return notificationChannels(container).filter((channel) => channel !== BELL)
}

/**
 * The recipient in the channel's format. Call it before creating anything that is to be sent.
 *
 * @throws PaymentRefusal if the shop has no such channel, or the address is invalid for it.
 */
export function requireRecipient(
  container: MedusaContainer,
  { channel, to: typed }: Recipient,
  locale: Locale
): Recipient {
  const channels = customerChannels(container)
  if (!channels.includes(channel)) {
    throw new PaymentRefusal(
      "channel_not_configured",
      staffText("channel_not_configured", locale, { channel, channels: channels.join(", ") || "–" })
    )
  }
  const to = readAddress(channel, typed)
  if (to === undefined) {
    throw new PaymentRefusal(
      "recipient_invalid",
      staffText(`recipient_invalid_${addressKind(channel)}`, locale)
    )
  }
  return { channel, to }
}

/** A message for a template of the shop, with text for a provider that has no template. */
export interface OutgoingMessage {
  readonly recipient: Recipient
  readonly template: string
  readonly trigger: string
  readonly orderId: string | null
  readonly words: CustomerMessage
  readonly data: Readonly<Record<string, unknown>>
  readonly idempotencyKey?: string | undefined
}

/** Sends it through Medusa's notification module. @throws PaymentRefusal if the provider did not accept it. */
export async function sendMessage(
  container: MedusaContainer,
  message: OutgoingMessage,
  locale: Locale
): Promise<void> {
  const module = container.resolve<INotificationModuleService>(Modules.NOTIFICATION)
  try {
    await within(LONGEST_SEND_MS, module.createNotifications(toNotification(message)))
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(`${message.template} could not be sent by ${message.recipient.channel}: ${messageOf(error)}`)
    throw new PaymentRefusal("message_failed", staffText("message_failed", locale))
  }
}

/**
 * E-mail is sent without `content`: with it, providers such as SendGrid's ignore their template. Providers of other
 * channels seldom have templates, and send its text.
 */
function toNotification(message: OutgoingMessage): CreateNotificationDTO {
  const { recipient, template, trigger, orderId, words, data, idempotencyKey } = message
  return {
    ...recipient,
    template,
    trigger_type: trigger,
    resource_type: "order",
    resource_id: orderId,
    data: { ...data, ...words },
    ...(addressKind(recipient.channel) === "email" ? {} : { content: { ...words } }),
    ...(idempotencyKey === undefined ? {} : { idempotency_key: idempotencyKey }),
  }
}
