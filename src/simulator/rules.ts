import { buildRules } from "./build/build-rules"
import { assumed, documented, recorded, reported, type Assumption, type Rule } from "./rule"
import { type SwitchChanges } from "./switches"

export type { Assumption, Certainty, Rule } from "./rule"

/**
 * Everything that the simulator takes for granted about XPay, once. The sources are public; docs/simulator.md lists them.
 * What nobody says is an assumption, and a switch turns it round.
 */
export const rules: readonly Rule[] = [
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

  recorded(
    "orders",
    "Order ids have at most 27 characters.",
    "ActiveMerchant's test took one of 27 in 2023; CEE and Intesa editions. The Italian reference says 18",
    { orderIdMaxLength: 18 }
  ),
  reported("orders", "An order id that was used gets GW0024.", "pagoPA NpgClient; italiamultimedia"),
  reported(
    "orders",
    "A missing order id is GW0018, a missing amount GW0019 or GW0021.",
    "pagoPA NpgClient; the texts are ours"
  ),
  recorded("orders", "A currency the terminal lacks is refused when the order is made.", "tableflow", {
    foreignCurrency: "fails",
  }),
  recorded("orders", "A bad address costs the address and adds a warning.", "ActiveMerchant transcript"),
  documented(
    "orders",
    "Searches cover a month at most, 20 records unless asked, 500 at most.",
    "API reference"
  ),
  reported("orders", "An order that nobody tried to pay has no operations.", "dalpras/payment-nexi"),
  assumed("orders", "Operations come newest first.", "hvallieri and dalpras read the first as the last", {
    operationOrder: "oldest-first",
  }),
  documented(
    "orders",
    "The list of links is called paymentLinks.",
    "API reference; others: links, paymentLink",
    {
      paymentLinksName: "links",
    }
  ),
  assumed("orders", "The authorized amount drops with a void.", "no source", {
    authorizedAmountAfterVoid: "kept",
  }),
  assumed("orders", "The captured amount stays when money is refunded over the API.", "no source", {
    capturedAmountAfterRefund: "reduced",
  }),
  assumed(
    "orders",
    "It drops with a full refund of the same day, which is VOIDED.",
    "voided is as if never taken; pagoPA reads the word, and no amount",
    {
      capturedAmountAfterVoidedRefund: "kept",
    }
  ),
  assumed(
    "orders",
    "It drops with refunds of the back office, which are not listed.",
    "nothing else would show them",
    {
      capturedAmountAfterPortalRefund: "kept",
    }
  ),
  assumed("orders", "The authorization's own result stays after a void or refund.", "no source", {
    reversalChangesOriginal: true,
  }),
  documented("orders", "Back-office operations are not listed.", "back-office page", {
    portalOperationsInOrder: true,
  }),
  assumed("orders", "Reads see at once what was executed.", "no source", { readLagMs: 250 }),

  recorded(
    "answers",
    "Times have no zone and are Italian; seen in winter.",
    "ActiveMerchant transcript, against its Date header; the API reference has ISO 8601 with a zone",
    { timestampForm: "iso" }
  ),
  assumed(
    "answers",
    "They follow summer time.",
    "Italian clocks do; the Intesa edition reads them as UTC+01:00 without a word of it",
    { summerTime: "ignored" }
  ),
  recorded(
    "answers",
    "Validation and payment answer a numeric currency, init letters.",
    "ActiveMerchant transcript"
  ),
  assumed("answers", "Reads have the currency in letters.", "API reference's examples", {
    numericCurrency: "everywhere",
  }),
  recorded("answers", "Init fills what it has not got with null.", "ActiveMerchant transcript", {
    nullFilledInit: false,
  }),
  assumed("answers", "Reads carry channelDetail.", "hvallieri and italiamultimedia; not seen on the wire", {
    channelDetailInReads: false,
  }),
  recorded(
    "answers",
    "Operations do not say how strongly the payer was authenticated.",
    "ActiveMerchant transcript; the API reference lists threeDS: FULL_SECURE",
    { threeDSInOperations: true }
  ),
  reported("answers", "Payment methods say paymentMethodType and CARDS.", "WooCommerce plugin; Nexi's SDK", {
    paymentMethodsForm: "documented",
  }),
  assumed("answers", "Circuits have no underscore.", "paymentService has none; examples have them", {
    underscoredCircuits: true,
  }),
  assumed("answers", "actions[] are objects with a range of amounts.", "no source", { actionsForm: "name" }),

  documented(
    "capture type",
    "An implicit terminal refuses EXPLICIT; an explicit one takes both.",
    "API reference"
  ),
  assumed("capture type", "An implicit terminal refuses PREAUTH, too.", "it is captured later, as EXPLICIT", {
    preauthOnImplicit: "taken",
  }),
  documented(
    "capture type",
    "captureType is for cards and card wallets: other methods are taken at once.",
    "API reference"
  ),
  recorded(
    "capture type",
    "A payment taken at once is AUTHORIZATION, EXECUTED.",
    "ActiveMerchant transcript",
    {
      implicitAnswersAuthorized: "captured",
    }
  ),

  reported(
    "card",
    "Init of nothing needs actionType VERIFY.",
    "hyperswitch issue 10449, prism: since late 2025"
  ),
  assumed("card", "A challenge that is asked for takes place.", "the enum's name", {
    requestedChallenge: "ignored",
  }),
  assumed("card", "Init of a payment without challenge has no address for the browser.", "the enum's text", {
    frictionlessUrl: true,
  }),
  assumed(
    "card",
    "Init of a payment without challenge is THREEDS_VALIDATED.",
    "the enum's text: passed or skipped",
    {
      frictionlessInit: "PENDING",
    }
  ),
  assumed(
    "card",
    "A card that takes no part in 3-D Secure is NOT_ENROLLED.",
    "the word beside ENROLLED; nobody has seen it",
    {
      notEnrolledCard: "ENROLLED",
    }
  ),
  assumed(
    "card",
    "VERIFY with an amount is refused, at init and for a page.",
    "the word's meaning: no charge",
    {
      verifiedAmount: "charged",
    }
  ),
  assumed(
    "card",
    "A telephone order or merchant-initiated payment of nothing is refused.",
    "card_verification is there for it",
    {
      chargeOfNothing: "verifies",
    }
  ),
  reported("card", "The 3-D Secure form has ThreeDsRequest, ReturnUrl, transactionId.", "hyperswitch; prism"),
  assumed("card", "The browser comes back from 3-D Secure by POST.", "prism's browser test hints at it", {
    challengeReturnMethod: "GET",
  }),
  reported("card", "PaRes is the literal notneeded.", "hyperswitch's and prism's tests of the sandbox", {
    paResForm: "opaque",
  }),
  reported("card", "Without PaRes and operationId a validation gets 400 GW0001.", "hyperswitch issue 13312"),
  recorded(
    "card",
    "A payment without 3-D Secure data gets 400 GW0001.",
    "ActiveMerchant's test of the sandbox"
  ),
  assumed("card", "A validation without the payer's answer gets 400 GW0001.", "as without ids", {
    unansweredChallenge: "failed",
  }),
  assumed("card", "A payer who failed the bank's check cannot try again.", "no source", {
    challengeAnswers: "repeatable",
  }),
  assumed("card", "A validation asked for again gets the same answer.", "no source", {
    secondValidation: "refused",
  }),
  documented(
    "card",
    "A payment carries value, eci and xid of the validation.",
    "API reference; prism saw HTTP 500",
    {
      eciXidFails: true,
    }
  ),
  reported("card", "The sandbox may mask characters of the authentication value.", "hyperswitch", {
    maskedCavv: true,
  }),
  assumed(
    "card",
    "A payment whose payer gives up on the bank's page stays PENDING.",
    "hyperswitch issue 13312 tells of the way back alone",
    {
      abandonedChallenge: "CANCELED",
    }
  ),
  assumed("card", "A second payment call for one operation is refused with PS0023.", "the code's text", {
    secondPayment: "same-answer",
  }),
  assumed(
    "card",
    "A payment call after THREEDS_FAILED is refused with GW0001.",
    "hyperswitch issue 10254: calling is wrong; what it answered is not told",
    {
      paymentAfterFailedChallenge: "answered",
    }
  ),
  assumed("card", "The payment must repeat order and card of init.", "no source", {
    paymentIsCompared: false,
  }),
  recorded("card", "A decline is HTTP 200 with DECLINED.", "hyperswitch; ActiveMerchant transcript"),
  assumed("card", "The refused test cards are declined with 100.", "no source names the code", {
    declineCode: "116",
  }),
  assumed("card", "A circuit the terminal lacks is declined with 120.", "the meaning of 120", {
    missingCircuit: "refused",
  }),
  recorded(
    "card",
    "A card verification is EXECUTED, one by 3 steps or page AUTHORIZED.",
    "ActiveMerchant; deskohub"
  ),

  documented(
    "page",
    "The browser goes to resultUrl after an attempt, to cancelUrl after giving up.",
    "HPP page"
  ),
  assumed("page", "The browser comes back from XPay's page by GET.", "the WooCommerce plugin takes both", {
    hostedReturnMethod: "POST",
  }),
  assumed("page", "Nothing is appended to the return address.", "omnipay-nexi saw paymentid", {
    hostedReturnPaymentId: true,
  }),
  assumed("page", "After a decline the page stays open for another card.", "no source", {
    declinedPage: "closes",
  }),
  assumed("page", "A page lives for an hour.", "no source", { hostedPageMinutes: 15 }),
  assumed("page", "Opening the page makes no operation.", "an abandoned order has none", {
    pendingOperationAtOpening: true,
  }),
  reported("page", "Giving up leaves a CANCELED operation.", "WooCommerce plugin 8", {
    cancelLeavesOperation: false,
  }),
  assumed(
    "page",
    "A language that is missing or that XPay does not know is replaced by the terminal's.",
    "documented as required; prism and dalpras send none and work",
    {
      unknownLanguage: "refused",
    }
  ),
  reported("page", "Where a language is refused, it is with GW0022.", "pagoPA NpgClient; the text is ours"),
  documented("page", "Merchant addresses use ports 80 and 443; off, for local shops.", "API reference", {
    strictMerchantUrls: true,
  }),

  documented("notifications", "They have no signature but the security token.", "notification page"),
  documented(
    "notifications",
    "Without a notificationUrl, and for server-to-server payments, there is none.",
    "API reference"
  ),
  assumed("notifications", "They leave before the browser does.", "no order is promised", {
    notificationTiming: "after-redirect",
  }),
  assumed("notifications", "Each is sent once.", "no repetition is documented", { notificationCopies: 2 }),
  documented("notifications", "eventTime is ISO 8601; an example has seconds.", "notification page", {
    notificationEventTime: "epoch",
  }),

  reported(
    "links",
    "The date is read at the top or in paymentSession.",
    "dr7 sends both; editions disagree",
    {
      expirationDatePlace: "session",
    }
  ),
  documented("links", "They expire within 90 days.", "API reference"),
  documented(
    "links",
    "The day of a renewal is within 90 days of the link's making; without one it gets the time it was first given.",
    "renewals page"
  ),
  documented("links", "Renewal: POST /orders/paybylink/{linkId}/renewals.", "renewals page"),
  documented("links", "A renewal regenerates a link that has expired.", "renewals page"),
  assumed(
    "links",
    "The renewal of an active link gives it a new address, too.",
    "the page says extend; its answer is that of a creation",
    {
      renewalGives: "new-if-expired",
    }
  ),
  assumed("links", "A renewed link with a new address has a new token.", "the answer is that of a creation", {
    renewalToken: "same",
  }),
  assumed("links", "After a renewal the old address keeps working, with its token.", "no source", {
    renewalKeepsOld: false,
  }),
  assumed("links", "A link that was cancelled is not renewed.", "the page names expired and active ones", {
    renewalOfCancelledLink: "revives",
  }),
  assumed("links", "A link that was paid is not renewed.", "the page says unpaid", {
    renewalOfPaidLink: "answered",
  }),
  documented("links", "A paid link cannot be cancelled: PS0045.", "code list of the documentation"),
  documented(
    "links",
    "Status is ACTIVE, DELETED, EXPIRED or INACTIVE.",
    "API reference of 2026, as hvallieri/nexi-php has it"
  ),
  assumed("links", "A paid link is INACTIVE.", "the one word left", { paidLinkStatus: "ACTIVE" }),

  documented("afterwards", "Captures, refunds and cancels answer an id and a time only.", "API reference"),
  assumed("afterwards", "Their results are final at once.", "hyperswitch polls", {
    postOperationPendingMs: 700,
  }),
  assumed(
    "afterwards",
    "No amount means all of it.",
    "hvallieri/nexi-php sends none; it is not known to be run",
    {
      missingAmount: "refused",
    }
  ),
  assumed(
    "afterwards",
    "An authorization is captured once; the rest is released.",
    "WooCommerce plugin's comment",
    {
      multipleCaptures: true,
    }
  ),
  documented(
    "afterwards",
    "An authorization lapses after 4 days; other pages say 5.",
    "CEE edition; method pages",
    {
      captureLimitDays: 5,
    }
  ),
  assumed(
    "afterwards",
    "The days of an authorization are days of the Italian calendar.",
    "the CEE edition says calendar days",
    {
      captureDaysAre: "24-hours",
    }
  ),
  assumed(
    "afterwards",
    "A lapsed authorization is neither captured nor voided.",
    "the issuer has let it go; no answer was seen",
    {
      lapsedAuthorization: "taken",
    }
  ),
  assumed("afterwards", "A lapsed authorization goes on showing AUTHORIZED.", "no source", {
    expiredAuthorizationShows: "EXPIRED",
  }),
  documented(
    "afterwards",
    "A refund of an uncaptured authorization is a void of all of it.",
    "the enum's text"
  ),
  documented("afterwards", "A void has the type VOID; hyperswitch takes REFUND too.", "the enum's text", {
    voidOperationType: "REFUND",
  }),
  reported("afterwards", "A full refund of the same day is VOIDED.", "pagoPA", {
    sameDayRefundIsVoided: false,
  }),
  documented(
    "afterwards",
    "Cards are refunded for 13 months, BANCOMAT Pay for 365 days, MyBank and PagoinConto not at all.",
    "method pages"
  ),
  assumed(
    "afterwards",
    "Methods of which no page of Nexi's says so are refunded, too.",
    "no source; the plugin of Nexi offers it",
    { undescribedRefunds: "refused" }
  ),
  assumed(
    "afterwards",
    "A refund takes the authorization's id after a capture too.",
    "WooCommerce plugin sends it",
    {
      refundByAuthorizationId: false,
    }
  ),
  documented(
    "afterwards",
    "A capture can be cancelled on its own day (PS0002), not with PayPal (PS0001).",
    "code list"
  ),
  assumed(
    "afterwards",
    "Refunds, and payments taken at once, cannot be cancelled.",
    "the page of cancels names captures alone; the text of CANCEL says capture or refund",
    {
      cancelledOperations: "all",
    }
  ),
  assumed("afterwards", "After a cancelled capture there is no other.", "no source", {
    recaptureAfterCancel: true,
  }),

  documented("contracts", "Ids are 1 to 18 letters and digits.", "API reference; prism"),
  reported("contracts", "Deactivation answers {}.", "WooCommerce plugin 8; hvallieri/nexi-php", {
    deactivationAnswers: "nothing",
  }),
  assumed("contracts", "A contract id that was used is refused for another card.", "no source", {
    usedContractId: "replaces",
  }),
  assumed("contracts", "A payer pays with contracts of type CIT alone.", "the words of the types", {
    subsequentPaymentType: "any",
  }),
  reported(
    "contracts",
    "Methods other than cards, Google Pay and BANCOMAT Pay save nothing.",
    "WooCommerce plugin 8"
  ),
  assumed("contracts", "A customer without a contract that is active gets an empty list.", "no source", {
    customerWithoutContracts: "unknown",
  }),
  assumed("contracts", "Deactivated contracts are not listed.", "no source", { inactiveContracts: "listed" }),
  reported(
    "contracts",
    "EXPLICIT is honoured in merchant-initiated payments.",
    "hyperswitch issue 9644, of the sandbox; dr7 saw EXECUTED in production",
    {
      mitCapture: "at-once",
    }
  ),
  reported("contracts", "A recurrence block there makes it a pre-authorization.", "dr7"),

  ...buildRules,
]

/** The rules that nobody has confirmed. */
export const assumptions: readonly Assumption[] = rules.filter(
  (rule): rule is Assumption => rule.certainty === "assumed"
)

/** The switches of a simulator that turns every assumption round at once. */
export function allFlipped(): SwitchChanges {
  return Object.assign({}, ...assumptions.map(({ opposite }) => opposite)) as SwitchChanges
}
