/** A test by its file, below `integration-tests/`, and its title. */
export interface ProvingTest {
  readonly file: string
  readonly title: string
}

/** A newer fact that public evidence shows about XPay's API, and the tests that verify it. */
export interface NewerFact {
  /** Section of our description of the API. */
  readonly section: string
  readonly says: string
  readonly source: string
  /** Shows that the simulator implements it. */
  readonly simulator: ProvingTest
  /** Shows that the plugin handles it, if it is affected. */
  readonly plugin: ProvingTest | NotUsed
}

/** The plugin does not use it: there is nothing to prove. */
export interface NotUsed {
  readonly notUsedBecause: string
}

const test = (file: string, title: string): ProvingTest => ({ file, title })

/**
 * How many statements of our description of the API are marked as newer, by section. The description is not in the
 * repository: for a new mark, update the count here and add a row below.
 */
export const MARKED: Readonly<Record<string, number>> = {
  "2.4": 2,
  "2.5": 6,
  "3": 1,
  "5": 4,
  "6.2": 5,
  "6.7": 2,
  "8.2": 1,
  "8.5": 1,
  "15.14": 1,
  "15.15": 1,
}

/** Corrections made after the first version was written, because client and simulator share one description. */
export const newerFacts: readonly NewerFact[] = [
  {
    section: "2.4",
    says: "Captures, refunds and cancels without an Idempotency-Key get 400 PS0074.",
    source: "dr7 production log; hvallieri/nexi-php",
    simulator: test("simulator/idempotency.spec.ts", "is asked for on %s"),
    plugin: test(
      "http/xpay-facts.spec.ts",
      "is sent, and a cancel of a capture succeeds where it is asked for"
    ),
  },
  {
    section: "2.4",
    says: "Merchant-initiated payments are taken without a key.",
    source: "WooCommerce plugin; dr7",
    simulator: test(
      "simulator/idempotency.spec.ts",
      "is not asked for on cancels by a switch, and on /orders/mit only by a switch"
    ),
    plugin: test(
      "http/charge-saved-card.spec.ts",
      "is paid with the customer's card, without the customer, and booked"
    ),
  },
  {
    section: "2.5",
    says: "GW0024: the order id was used before. Nothing was made.",
    source: "pagoPA NpgClient; italiamultimedia",
    simulator: test(
      "simulator/server-to-server.spec.ts",
      "refuses an order id that was used before, even by another terminal"
    ),
    plugin: test("gateway/answers.spec.ts", "%s is a refusal with a reason: nothing was made"),
  },
  {
    section: "2.5",
    says: "GW0018, GW0019, GW0021: order id or amount missing.",
    source: "pagoPA NpgClient",
    simulator: test("simulator/requests.spec.ts", "with %s is refused"),
    plugin: test("gateway/answers.spec.ts", "%s is a refusal with a reason: nothing was made"),
  },
  {
    section: "2.5",
    says: "GW0022: the language is missing or not known. Whether XPay minds is not known.",
    source: "pagoPA NpgClient; prism and dalpras send none",
    simulator: test(
      "simulator/requests.spec.ts",
      "with %s language is taken, or refused with GW0022 by a switch"
    ),
    plugin: test("gateway/answers.spec.ts", "%s is a refusal with a reason: nothing was made"),
  },
  {
    section: "2.5",
    says: "The official texts of the PS codes.",
    source: "the documentation's code page (codici-errore)",
    simulator: test("simulator/error-texts.spec.ts", "%s: %s"),
    plugin: test("http/movements.spec.ts", "passes on XPay's own refusal in words"),
  },
  {
    section: "2.5",
    says: "PS0023 ends in eight hexadecimal digits of an id.",
    source: "dr7 production log",
    simulator: test("simulator/post-operations.spec.ts", "is possible once"),
    plugin: test("http/movements.spec.ts", "passes on XPay's own refusal in words"),
  },
  {
    section: "2.5",
    says: "A currency that the terminal lacks is refused when the order is made.",
    source: "tableflow",
    simulator: test(
      "simulator/server-to-server.spec.ts",
      "is refused at init in a currency the terminal does not have, or fails by a switch"
    ),
    plugin: test("http/xpay-facts.spec.ts", "is not charged, and the shopper hears so (%s)"),
  },
  {
    section: "5",
    says: "A link is renewed by POST /orders/paybylink/{linkId}/renewals, and by no other path.",
    source: "renewals page; hvallieri/nexi-php",
    simulator: test("simulator/pay-by-link.spec.ts", "is not renewed on the path of an older description"),
    plugin: test(
      "http/xpay-facts.spec.ts",
      "hands on the new address, until the day that the clerk chose, and puts it into the timeline"
    ),
  },
  {
    section: "5",
    says: "Links are listed: GET /orders/paybylink.",
    source: "hvallieri/nexi-php",
    simulator: test(
      "simulator/pay-by-link.spec.ts",
      "is listed, newest first and without tokens, by time and status"
    ),
    plugin: { notUsedBecause: "the journal knows every link of the plugin's by its id" },
  },
  {
    section: "5",
    says: "A link is read: GET /orders/paybylink/{linkId}.",
    source: "hvallieri/nexi-php",
    simulator: test("simulator/pay-by-link.spec.ts", "says where it stands"),
    plugin: test(
      "http/xpay-facts.spec.ts",
      "is read back when its answer was lost: then the new address and token count"
    ),
  },
  {
    section: "5",
    says: "POST /v2/orders/paybylink makes a link too.",
    source: "dr7; ldapp",
    simulator: test("simulator/pay-by-link.spec.ts", "is made by the newer version too"),
    plugin: { notUsedBecause: "version 1 makes the same link, and nothing else is known of version 2" },
  },
  {
    section: "6.2",
    says: "expirationDate at the top of the request, or in paymentSession; PS0042 without it.",
    source: "mlocati, Nexi's SDK; hvallieri, ldapp; dr7 sends both",
    simulator: test(
      "simulator/pay-by-link.spec.ts",
      "has its date read from %s, and is refused with PS0042 without it"
    ),
    plugin: test("http/xpay-facts.spec.ts", "a link is made whichever place of its date XPay reads (%s)"),
  },
  {
    section: "6.2",
    says: "A renewal may give a new link and a new token.",
    source: "renewals page; hvallieri/nexi-php",
    simulator: test(
      "simulator/pay-by-link.spec.ts",
      "is renewed with a new address and a new token; the old address leads to the same payment"
    ),
    plugin: test(
      "http/xpay-facts.spec.ts",
      "a notification with the %s token is accepted, without a run of the job"
    ),
  },
  {
    section: "6.2",
    says: "The day of a renewal is within 90 days of the link's making; without a day it gets the time it was first given.",
    source: "renewals page",
    simulator: test(
      "simulator/pay-by-link.spec.ts",
      "is renewed to no day later than 90 days after it was made, and to none that is past; without a day as if made anew"
    ),
    plugin: test(
      "http/xpay-facts.spec.ts",
      "takes a day from today to 90 days after the link was made, and nothing else"
    ),
  },
  {
    section: "6.2",
    says: "The renewal of an unknown link gets 404.",
    source: "renewals page",
    simulator: test("simulator/pay-by-link.spec.ts", "is not renewed where there is none: 404"),
    plugin: test(
      "http/xpay-facts.spec.ts",
      "of a link that XPay does not know (404) leaves it as it was, and says so"
    ),
  },
  {
    section: "6.2",
    says: "A link's status is ACTIVE, DELETED, EXPIRED or INACTIVE.",
    source: "hvallieri/nexi-php",
    simulator: test("simulator/pay-by-link.spec.ts", "says where it stands"),
    plugin: test(
      "http/xpay-facts.spec.ts",
      "hands on the new address, until the day that the clerk chose, and puts it into the timeline"
    ),
  },
  {
    section: "6.7",
    says: "EXPLICIT may be answered EXECUTED in a merchant-initiated payment.",
    source: "dr7 production log; hyperswitch issue 9644 saw it honoured",
    simulator: test(
      "simulator/contracts.spec.ts",
      "is held where it is asked for, or taken at once by a switch"
    ),
    plugin: test(
      "http/xpay-facts.spec.ts",
      "that were to be held and were taken at once are booked as taken"
    ),
  },
  {
    section: "6.7",
    says: "A recurrence block makes a merchant-initiated payment a pre-authorization: none is sent.",
    source: "dr7 production log",
    simulator: test(
      "simulator/contracts.spec.ts",
      "is only pre-authorized where the charge carries a recurrence"
    ),
    plugin: test("gateway/requests.spec.ts", "%s is as recorded"),
  },
  {
    section: "3",
    says: "Whether times without a zone follow summer time is not known.",
    source: "ActiveMerchant transcript of winter; the Intesa edition says UTC+01:00",
    simulator: test(
      "simulator/reading.spec.ts",
      "prints summer times two hours ahead of UTC, or one by a switch (%s), and reads them so"
    ),
    plugin: test(
      "http/back-office-changes.spec.ts",
      "appears in Medusa in summer, page by page, whether or not XPay's clock follows summer time (%s)"
    ),
  },
  {
    section: "8.2",
    says: "operations[] comes newest first, very likely.",
    source: "hvallieri; dalpras; the WooCommerce plugin reverses it",
    simulator: test(
      "simulator/reading.spec.ts",
      "lists operations newest first, or oldest first by a switch"
    ),
    plugin: test("gateway/answers.spec.ts", "operations come oldest first, however XPay gives them: %s"),
  },
  {
    section: "8.5",
    says: "A deactivation answers {} or nothing.",
    source: "WooCommerce plugin 8; hvallieri/nexi-php",
    simulator: test(
      "simulator/contracts.spec.ts",
      "is deactivated with an empty object, or nothing by a switch (%s)"
    ),
    plugin: test("http/xpay-facts.spec.ts", "is read either way (%s)"),
  },
  {
    section: "15.14",
    says: "A refund takes the authorization's id after a capture, very likely.",
    source: "the WooCommerce plugin sends the first authorization or capture",
    simulator: test(
      "simulator/post-operations.spec.ts",
      "of an explicit capture takes the capture's id, and the authorization's unless a switch refuses it"
    ),
    plugin: test("http/xpay-facts.spec.ts", "names the capture, so that it works either way (%s)"),
  },
  {
    section: "15.15",
    says: "channelDetail: HOSTED_PAYMENT_PAGE, PAY_BY_LINK, POST_PAYMENT_OPERATION.",
    source: "hvallieri; italiamultimedia",
    simulator: test("simulator/reading.spec.ts", "tells by which channel an operation came"),
    plugin: test("http/xpay-facts.spec.ts", "changes nothing, also where it is missing (%s)"),
  },
]
