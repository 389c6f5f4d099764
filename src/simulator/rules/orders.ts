import { assumed, documented, recorded, reported, type Rule } from "../rule"

/** Orders and what reads show of them; the form of responses. */
export const orderRules: readonly Rule[] = [
  recorded(
    "orders",
    "Order ids have at most 27 characters.",
    "ActiveMerchant's test took one of 27 in 2023; CEE and Intesa editions. The Italian reference says 18",
    { orderIdMaxLength: 18 }
  ),
  documented("orders", "An order id is the merchant's: no terminal of its takes it again.", "API reference"),
  assumed(
    "orders",
    "A terminal's key reaches its own orders, operations and links alone.",
    "the portal makes a key for each terminal",
    { visibleTo: "merchant" }
  ),
  reported("orders", "An order id that was used gets GW0024.", "pagoPA NpgClient; italiamultimedia"),
  reported(
    "orders",
    "A missing order id is GW0018, a missing amount GW0019 or GW0021.",
    "pagoPA NpgClient; the texts are ours"
  ),
  documented(
    "orders",
    "A session for more than its order gets PS0007, instalments for more PS0005, of a bad day PS0006.",
    "code list of the documentation"
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
]
