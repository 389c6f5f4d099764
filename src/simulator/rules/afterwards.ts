import { assumed, documented, reported, type Rule } from "../rule"

/** Post-operations and saved cards. */
export const afterwardsRules: readonly Rule[] = [
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
    "Days are days of the Italian calendar: of an authorization, of a cancel or a full refund, the last one of a link.",
    "the CEE edition says calendar days",
    {
      daysAre: "24-hours",
    }
  ),
  documented("afterwards", "A pre-authorization lapses after 27 days, by PayPal after 3.", "method pages"),
  assumed(
    "afterwards",
    "A lapsed authorization is neither captured nor voided.",
    "it has lapsed at the issuer; no answer was seen",
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
  reported("afterwards", "A full refund of a payment taken at once is VOIDED on its own day.", "pagoPA", {
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
]
