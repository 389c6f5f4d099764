import { edit, killer, type Safeguard } from "../safeguard"

/** Rules, numbers and texts (src/domain, src/texts), and knowledge about Medusa (src/medusa). */
export const DOMAIN: readonly Safeguard[] = [
  {
    name: "Several back-office changes between two checks are imported together",
    off: [
      edit(
        "src/domain/attempt-state.ts",
        '"partially_refunded", "refunded", "voided", "expired"]',
        '"voided", "expired"]'
      ),
    ],
    killer: killer(
      "http/back-office-changes.spec.ts",
      "appears in Medusa: a capture and a refund that were both made between two looks"
    ),
  },
  {
    name: "A lock that another process holds is no reason to reverse a payment",
    off: [edit("src/medusa/passing-errors.ts", "|Timed-out acquiring lock|Failed to acquire lock", "")],
    killer: {
      ...killer("unit/medusa/passing-errors.spec.ts", "passes by itself: %j"),
      pick: "passes by itself",
    },
  },
  {
    name: "An operation of the XPay back office that is still running is queried until it ends",
    off: [edit("src/domain/next-check.ts", "  if (attempt.hasPending) {", "  if (checks < 0) {")],
    // XPay also lists an order as changed when a pending operation has ended: the whole store finds it either way.
    killer: killer(
      "unit/domain/next-check.spec.ts",
      "asks about what has not ended at XPay, ever more rarely"
    ),
  },
  {
    name: "A failed capture or refund row of Medusa's is not confused with the one that is requested",
    off: [
      edit(
        "src/medusa/movement-rows.ts",
        "return FAILED.includes(status) || failedAt != null || canceledAt != null",
        "return FAILED.includes([status, failedAt, canceledAt])"
      ),
    ],
    killer: killer("http/movements.spec.ts", "moves what %s says, whatever is newer"),
  },
  {
    name: "Without a row that states the amount, no money moves",
    off: [
      edit(
        "src/medusa/movement-rows.ts",
        "now.getTime() - timeOf(newest) < REQUEST_MS ? newest : undefined",
        "now.getTime() > 0 ? newest : undefined"
      ),
    ],
    killer: killer("http/movements.spec.ts", "moves nothing when %s, and says why"),
  },
  {
    name: "Only transitions in the state table are possible",
    off: [
      edit("src/domain/attempt-state.ts", "if (!mayTransition(from, to)) {", "if (from === undefined) {"),
    ],
    killer: killer("unit/domain/attempt-state.spec.ts", "refuses what is not in the table, naming both ends"),
  },
  {
    name: "An unknown result does not end a payment",
    off: [edit("src/domain/operation-results.ts", 'UNRECOGNISED: "unresolved"', 'UNRECOGNISED: "failed"')],
    killer: killer(
      "unit/domain/interpret.spec.ts",
      "has a verdict for every pair of type and result, and never takes the unknown for an end"
    ),
  },
  {
    name: "A payment in doubt is queried at increasing intervals",
    off: [
      edit(
        "src/domain/next-check.ts",
        "return BACK_OFF[Math.min(checks, BACK_OFF.length - 1)] ?? NEXT_RUN",
        "return checks < 0 ? 0 : NEXT_RUN"
      ),
    ],
    killer: killer(
      "unit/domain/next-check.spec.ts",
      "asks about doubt ever more rarely, and never gives up: %s"
    ),
  },
  {
    name: "A payment that is resolved and booked is not queried",
    off: [
      edit(
        "src/domain/next-check.ts",
        "  return null\n}\n\nfunction backOff",
        "  return NEXT_RUN\n}\n\nfunction backOff"
      ),
    ],
    killer: killer("unit/domain/next-check.spec.ts", "asks about nothing that is resolved"),
  },
  {
    name: "A payment that has ended stays due until the fate of its order is known",
    off: [edit("src/domain/next-check.ts", "if (!attempt.isDecided) {", "if (checks < 0) {")],
    killer: killer(
      "unit/domain/next-check.spec.ts",
      "keeps a payment that ended until it is known what became of its order"
    ),
  },
  {
    name: "A payment that is not booked stays due",
    off: [edit("src/domain/next-check.ts", " || attempt.hasUnbooked", "")],
    killer: killer(
      "unit/domain/next-check.spec.ts",
      "asks about what is not in Medusa's books, whatever the state"
    ),
  },
  {
    name: "An amount below the minor unit of its currency moves no money",
    off: [
      edit(
        "src/domain/movement-amount.ts",
        "  return amount === undefined || amount.minor === 0n ? undefined : amount",
        "  return amount ?? toMinor(asked, atXPay.currency)"
      ),
    ],
    killer: killer(
      "unit/domain/movement-amount.spec.ts",
      "is moved exactly, or is all that is left, and is never nothing"
    ),
  },
  {
    name: "Card fields that were only displayed are not a payment",
    off: [
      edit(
        "src/domain/channels.ts",
        "return CHANNELS[channel].opensWithoutRequest && sentAt === null",
        "return channel === undefined && sentAt === null"
      ),
    ],
    killer: killer(
      "http/open-card-fields.spec.ts",
      "that were only looked at are no payment: not for the shopper, not for the staff, not for Medusa"
    ),
  },
  {
    name: "The URL of a payment link uses TLS",
    off: [
      edit(
        "src/domain/link-address.ts",
        'return protocol === "https:" ||',
        "return protocol !== hostname ||"
      ),
    ],
    killer: killer(
      "http/fences.spec.ts",
      "is neither shown nor sent without TLS, but for a simulator on this machine"
    ),
  },
  {
    name: "The description of an order or refund that XPay gets contains no card number and no e-mail address",
    off: [
      edit(
        "src/texts/order-texts.ts",
        'maskCardNumbers(value ?? "").replace(MAIL_ADDRESS, "***")',
        'value ?? ""'
      ),
    ],
    killer: killer(
      "unit/domain/order-texts.spec.ts",
      "holds no mail address and no card number that somebody typed into a title"
    ),
  },
  {
    name: "XPay's page shows order lines only if they add up to the amount",
    off: [edit("src/texts/order-texts.ts", "sumOf(lines) !== amount.minor || ", "")],
    killer: killer("unit/domain/order-texts.spec.ts", "are left out when %s"),
  },
  {
    name: "A payment that is running, or that an order waits for, never leaves the schedule",
    off: [
      edit(
        "src/domain/next-check.ts",
        "watched ?? (attempt.isAwaited || attempt.hasPending ? SLOW : null)",
        "watched"
      ),
    ],
    killer: killer(
      "http/slow-methods.spec.ts",
      "is asked about as long as it runs, is an incident after some days, and is paid in the end"
    ),
  },
  {
    name: "A running capture is not taken for an immediate capture",
    off: [
      edit(
        "src/domain/interpret.ts",
        "return mayBeTaken && !isCapturing && separateCaptures",
        "return mayBeTaken && separateCaptures"
      ),
    ],
    killer: killer(
      "unit/engine/external-movements.spec.ts",
      "is not taken for a payment that was taken at once, although the order counts it already"
    ),
  },
  {
    name: "A customer sees that a card was declined, also while the page is open for another",
    off: [
      edit(
        "src/texts/shopper-view.ts",
        'return reason === "canceled" ? "canceled" : "declined"',
        'return "redirect"'
      ),
    ],
    killer: killer("http/balance-pages.spec.ts", "shows that a card was declined, and takes another"),
  },
]
