import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { sendAlerts } from "../use-cases/alerts/send-alerts"

/** Sends alerts of a new incident at once. The job retries those that fail. */
export default async function xpayIncidentRaised({ container }: SubscriberArgs): Promise<void> {
  await sendAlerts(container)
}

export const config: SubscriberConfig = {
  event: "xpay.incident.raised",
  context: { subscriberId: "xpay-incident-raised" },
}
