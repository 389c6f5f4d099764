import { assumed, documented, reported, type Rule } from "../rule"

/** XPay's page, payment links, and the notifications of both. */
export const pageRules: readonly Rule[] = [
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
  documented(
    "notifications",
    "They come on the final outcome, failures too.",
    "notification page; WooCommerce plugin 8"
  ),
  assumed("notifications", "A refused try is notified although the page stays open.", "no source", {
    declineIsNotified: false,
  }),
  assumed(
    "notifications",
    "A payer who gives up is notified.",
    "it leaves an operation, as other outcomes do",
    {
      givingUpIsNotified: false,
    }
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
]
