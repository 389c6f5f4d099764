import { assumed, documented, recorded, reported, type Rule } from "../rule"

/** Server-to-server card payments and when they are captured. */
export const cardRules: readonly Rule[] = [
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
    "A MOTO or merchant-initiated payment of nothing is refused.",
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
]
