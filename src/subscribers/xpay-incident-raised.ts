import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { sendAlerts } from "../use-cases/alerts/send-alerts"

/** Whoever is to be told of an incident is told at once; whom this does not reach is told by the job. */
export default async function xpayIncidentRaised({ container }: SubscriberArgs): Promise<void> {
  await sendAlerts(container)
}

export const config: SubscriberConfig = {
  event: "xpay.incident.raised",
  context: { subscriberId: "xpay-incident-raised" },
}
