import { assumed, documented, recorded, reported, type Rule } from "../rule"

const api = "Nexi's OpenAPI of Build, as pagoPA keeps it"
const sdk = "Nexi's notes on the SDK, in pagoPA's front ends"
const trial = "an integrator's support case of 2026, sandbox"

/** The simulator's rules for XPay Build. */
export const buildRules: readonly Rule[] = [
  documented("build", "paymentService CARDS opens card fields; without it there are buttons.", api),
  recorded("build", "A card whose fields came by the button cannot be confirmed: HF0007.", trial, {
    payWithCardConfirm: "ok",
  }),
  documented("build", "merchantUrl is an origin with https; a bad one gets GW0001.", "mlocati; " + api),
  recorded("build", "http://localhost is taken for merchantUrl, too.", trial, { merchantUrlScheme: "https" }),
  documented("build", "Frames send their messages to merchantUrl alone.", api),
  recorded("build", "A session's id is a UUID; the portal's sample is percent-encoded base64.", trial, {
    buildSessionId: "base64-encoded",
  }),
  documented("build", "The answer with card fields says no state; some samples do.", "portal, Build 3", {
    buildState: "CARD_DATA_COLLECTION",
  }),
  recorded("build", "Fields are number, expiry, code, name, e-mail; they depend on the terminal.", trial, {
    buildFields: "with-surname",
  }),
  recorded("build", "The answer carries the hash of hfsdk.js.", "react2; pagoPA's mock", {
    sdkHash: "absent",
  }),
  assumed(
    "build",
    "hfsdk.js comes without Access-Control-Allow-Origin.",
    "pagoPA serves a copy of its own; another integrator proxies it",
    { sdkCors: true }
  ),
  recorded("build", "hfsdk.js declares Build as a class, which is not on window.", "two integrators", {
    buildGlobal: "window",
  }),
  reported("build", "An order that nobody tried to pay can be opened again.", "WooCommerce plugin 8", {
    buildReuseOrderId: "refused",
  }),
  assumed(
    "build",
    "A session lives for 15 minutes from its opening.",
    "no source gives a number; pagoPA keeps its own for 10",
    { buildSessionMinutes: 5 }
  ),
  assumed(
    "build",
    "A session that is over or unknown gets HTTP 400.",
    "pagoPA NpgClient names GW0004 alone",
    {
      expiredBuildStatus: 404,
    }
  ),
  documented("build", "In the frames a session that is over is HF0003.", sdk),
  documented(
    "build",
    "READY_FOR_PAYMENT comes after confirmData; nothing is charged before finalize_payment.",
    "portal, Build 3"
  ),
  documented("build", "Version 3 cannot change the amount: confirm_payment is not for it.", api),
  reported(
    "build",
    "The card's frames say the flow's state at the top of the message.",
    "WooCommerce plugin 8",
    {
      flowEventShape: "nested",
    }
  ),
  reported("build", "The state is a second argument, too.", "pagoPA's front ends", {
    flowEventSecondArgument: false,
  }),
  reported("build", "confirmData calls the function that it is given at its start.", "pagoPA's front ends", {
    loaderCall: "never",
  }),
  recorded("build", "confirmData can end without an event (GW0027).", "deskohub; react2", {
    confirmEnds: "silent",
  }),
  documented(
    "build",
    "PAYMENT_COMPLETE comes before anybody finalized when the fingerprint has failed for good.",
    api,
    { fingerprint: "KO" }
  ),
  documented(
    "build",
    "The state that sends the payer away ends in REDIRECTED…; a sample drops the ED.",
    api,
    {
      redirectState: "REDIRECT_TO_EXTERNAL_DOMAIN",
    }
  ),
  documented("build", "fieldSet is an object; a sample has a list.", api, { fieldSetForm: "array" }),
  documented("build", "cardData gives the expiry as MMYY; pagoPA's mock as MM/YY.", api, {
    buildExpiryForm: "MM/YY",
  }),
  reported("build", "cardData is refused before a card was confirmed.", "react2"),
  assumed("build", "finalize_payment before a card was confirmed is refused.", "no source", {
    earlyFinalize: "answered",
  }),
  assumed("build", "A second finalize_payment is refused.", "no source", { secondFinalize: "same-answer" }),
  assumed(
    "build",
    "build/cancel is refused while the payer is on the bank's page.",
    "documented for the time before completion",
    { buildCancelAtBank: "cancels" }
  ),
  assumed("build", "An order whose session nobody has finalized gets 404.", "no source", {
    buildOrderBeforeAttempt: "empty",
  }),
  assumed("build", "While the payer is on the bank's page the order lists a PENDING payment.", "as 3 steps", {
    buildChallengePending: false,
  }),
  assumed(
    "build",
    "A payer who gives up at the bank is sent to cancelUrl, and the payment is CANCELED.",
    "as XPay's page",
    { abandonedBuildChallenge: "THREEDS_FAILED" }
  ),
  documented("build", "build/cancel answers PAYMENT_COMPLETE with a CANCEL that is CANCELED.", api),
  assumed("build", "The order of a cancelled session lists that CANCEL.", "the answer has an operation", {
    buildCancelShows: false,
  }),
  assumed("build", "A cancelled session and a failed fingerprint are not notified.", "no source", {
    buildCancelNotifies: true,
  }),
  documented(
    "build",
    "After the challenge XPay itself completes the payment; the shop does not finalize again.",
    api
  ),
  recorded("build", "After the challenge XPay may say that it failed although it was paid.", "deskohub"),
]
