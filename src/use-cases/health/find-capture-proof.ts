import { channelsWhere } from "../../domain/channels"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { Finding } from "../../texts/health"
import type { TerminalSettings } from "../../engine/terminal/options"
import { XPAY_MODULE } from "../../modules/xpay"
import type { XPayModuleService } from "../../modules/xpay/service"
import { readProviderId } from "../../medusa/provider-ids"

/** XPay's code for an invalid parameter; for a payment with EXPLICIT, the capture type is the likely one. */
const PARAMETER_REFUSED = "PS0026"

const RECENT = 200

/**
 * Whether the terminal captures as the options declare. XPay does not reveal this before a payment, so the last card
 * payments are the evidence.
 */
export async function findCaptureProof(
  container: MedusaContainer,
  entryId: string,
  { accounting, capture }: TerminalSettings
): Promise<Finding> {
  const facts = { declared: `accounting: "${accounting}", capture: "${capture}"` }
  const attempts = await container.resolve<XPayModuleService>(XPAY_MODULE).listXpayAttempts(
    // Card fields that were opened and left prove nothing.
    { channel: channelsWhere((facts) => facts.provesCapture), sent_at: { $ne: null } },
    { take: RECENT, order: { created_at: "DESC" } }
  )
  const witness = attempts
    .filter(({ provider_id: id }) => (readProviderId(id)?.entryId ?? "") === entryId)
    .find((attempt) => attempt.authorized_at !== null || isCaptureRefused(attempt))
  if (witness === undefined) {
    return { kind: "capture_unproved", facts }
  }
  const isContradicted = witness.authorized_at === null && capture === "manual"
  return { kind: isContradicted ? "capture_contradicted" : "capture_proved", facts }
}

interface Ending {
  readonly failure: string | null
  readonly detail: string | null
  readonly sent_at: Date | null
}

/** The payment call was refused, not an earlier one. */
function isCaptureRefused({ failure, detail, sent_at: sentAt }: Ending): boolean {
  return failure === "refused_by_gateway" && sentAt !== null && detail?.includes(PARAMETER_REFUSED) === true
}
