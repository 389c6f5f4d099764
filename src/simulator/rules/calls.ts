import { assumed, documented, recorded, reported, type Rule } from "../rule"

/** Calls, refusals and idempotency keys. */
export const callRules: readonly Rule[] = [
  documented("calls", "A missing or unknown X-Api-Key gets 401.", "API reference"),
  recorded("calls", "Correlation-Id need not be a UUID.", "ActiveMerchant transcript"),
  assumed(
    "calls",
    "A call without Correlation-Id is refused.",
    "documented as required; no refusal was seen",
    {
      correlationIdRequired: false,
    }
  ),
  recorded("calls", "PS0057 for a key made for Nexi's plugins.", "deskohub"),
  assumed("calls", "PS0057 comes with HTTP 403.", "the text says Forbidden", { wrongKeyKindStatus: 401 }),
  recorded("calls", "Answers carry a cid header.", "ActiveMerchant transcript"),
  documented("calls", "Unknown orders, operations, links and customers get 404.", "API reference"),
  assumed(
    "calls",
    "401 and 404 come without a body.",
    "the API reference gives every other error a body, and these none",
    { bareRefusals: "envelope" }
  ),
  assumed("calls", "Refusals whose code nobody knows say the code that fits best.", "the code list", {
    assumedCodes: "generic",
  }),

  documented("keys", "Captures, refunds and the hotel add-on need an Idempotency-Key.", "API reference"),
  reported("keys", "A missing key gets 400 PS0074.", "dr7 production log; hvallieri/nexi-php"),
  reported("keys", "Cancels need a key too.", "dr7 production log", { cancelKeyRequired: false }),
  reported(
    "keys",
    "Merchant-initiated payments need none, although it is documented.",
    "WooCommerce plugin; dr7",
    {
      mitKeyRequired: true,
    }
  ),
  documented("keys", "A key used on another path gets PS0025.", "code list of the documentation"),
  assumed("keys", "The same request under the same key gets the first answer again.", "usual practice", {
    idempotencyReplay: "refused",
  }),
  assumed("keys", "Another body under a used key gets PS0025.", "as with another path", {
    idempotencyOtherBody: "stored-answer",
  }),
  assumed("keys", "A refusal is not kept: the key works once the reason is gone.", "usual practice", {
    idempotencyMemory: "all",
  }),
  assumed("keys", "Each API key has its own.", "no source", { idempotencyScope: "merchant" }),
  assumed("keys", "Keys are remembered for 24 hours.", "usual practice", { idempotencyRetentionHours: 1 }),
]
