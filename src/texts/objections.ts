import type { Locale } from "../domain/locale"
import { type Money, formatMoney } from "../domain/money"
import { stateName } from "./state-names"
import { type Objection } from "../domain/objections"

const EN = {
  capture: "capture",
  refund: "refund",
} as const

const IT = {
  capture: "una cattura",
  refund: "un rimborso",
} as const

/** Says why, and what to do instead. */
export function objectionText(objection: Objection, locale: Locale): string {
  return IN[locale](objection)
}

const IN: Readonly<Record<Locale, (objection: Objection) => string>> = { en: english, it: italian }

function english(objection: Objection): string {
  const say = (amount: Money) => formatMoney(amount, "en")
  switch (objection.code) {
    case "not_held":
      return `No money is held: the payment is ${stateName(objection.state, "en")}.`
    case "under_review":
      return "This payment is held for review: accept it first (XPay page of the dashboard), or void it."
    case "nothing_left_to_capture":
      return `All of it is captured: ${say(objection.captured)}.`
    case "captured_once":
      return (
        `XPay allows one capture per authorization: ${say(objection.captured)} was captured and the rest was voided. ` +
        "Take a new payment for the difference. (If Nexi allows several captures on this terminal, set the option `multipleCaptures`.)"
      )
    case "more_than_held":
      return `Only ${say(objection.left)} can be captured: ${say(objection.held)} is held and ${say(objection.captured)} was captured.`
    case "method_not_refundable":
      return `Payments by ${objection.method} cannot be refunded through XPay. Return the money another way, for example by bank transfer.`
    case "nothing_captured":
      return `Nothing can be refunded: nothing was captured (the payment is ${stateName(objection.state, "en")}).`
    case "nothing_left_to_refund":
      return `All of it was refunded: ${say(objection.refunded)}.`
    case "more_than_captured":
      return `Only ${say(objection.left)} can be refunded: ${say(objection.captured)} was captured and ${say(objection.refunded)} was refunded.`
    case "over_several_captures":
      return "XPay refunds each capture separately: request at most what is left of one of them."
    case "already_captured":
      return `${say(objection.captured)} was captured already${objection.isRefundable ? ": refund it instead" : ""}.`
    case "no_capture":
      return "There is no capture to cancel."
    case "captured_with_authorization":
      return "The amount was captured together with the authorization, and XPay cancels separate captures only: refund it instead."
    case "capture_not_cancelable":
      return `A capture by ${objection.method} cannot be canceled${objection.isRefundable ? ": refund it instead" : ""}.`
    case "not_the_same_day":
      return "A capture can be canceled on the day it was made only: refund it instead."
    case "refunded_already":
      return "A part of this capture was refunded, so it cannot be canceled: refund the rest."
    case "movement_in_doubt":
      return "XPay has not confirmed the last operation yet. The plugin is querying XPay; nothing else can be captured, refunded or voided until the outcome is known."
    case "being_reversed":
      return "This payment belongs to no order and is being returned automatically."
    case "executed_not_booked":
      return `XPay has carried out a ${EN[objection.kind]} of ${say(objection.made)} on this payment that is not booked here. Request exactly ${say(objection.made)} to book it.`
    case "external_not_booked":
      return `A ${EN[objection.kind]} of ${say(objection.made)} was made in the XPay back office and is being booked. Try again in a minute.`
    case "cancel_capture_not_booked":
      return `A capture of ${say(objection.made)} was canceled on this payment, which is being booked. Try again in a minute.`
    case "booked_already":
      return "XPay carried out this operation once, and it is booked already."
    case "not_executed":
      return "XPay did not carry it out."
    case "failed_at_xpay":
      return `XPay answered ${objection.result}.`
    case "not_in_medusa":
      return "This payment is not booked on an order."
    case "terminal_gone":
      return "The terminal of this payment is not in the store's settings any more, so nothing was done. Put it back into medusa-config.ts under the same id and try again, or use the XPay back office."
  }
}

function italian(objection: Objection): string {
  const say = (amount: Money) => formatMoney(amount, "it")
  switch (objection.code) {
    case "not_held":
      return `Nessun importo è bloccato: il pagamento è ${stateName(objection.state, "it")}.`
    case "under_review":
      return "Questo pagamento è in attesa di verifica: prima accettalo (pagina XPay della dashboard), oppure annullalo."
    case "nothing_left_to_capture":
      return `È già stato catturato tutto: ${say(objection.captured)}.`
    case "captured_once":
      return (
        `XPay consente una sola cattura per autorizzazione: sono stati catturati ${say(objection.captured)} e il resto è stato annullato. ` +
        "Incassa la differenza con un nuovo pagamento. (Se Nexi ne consente più di una su questo terminale, imposta l'opzione `multipleCaptures`.)"
      )
    case "more_than_held":
      return `Si possono catturare solo ${say(objection.left)}: sono bloccati ${say(objection.held)} e già catturati ${say(objection.captured)}.`
    case "method_not_refundable":
      return `I pagamenti con ${objection.method} non si possono rimborsare tramite XPay. Restituisci il denaro in altro modo, ad esempio con un bonifico.`
    case "nothing_captured":
      return `Non c'è nulla da rimborsare: non è stato catturato nulla (il pagamento è ${stateName(objection.state, "it")}).`
    case "nothing_left_to_refund":
      return `È già stato rimborsato tutto: ${say(objection.refunded)}.`
    case "more_than_captured":
      return `Si possono rimborsare solo ${say(objection.left)}: sono stati catturati ${say(objection.captured)} e rimborsati ${say(objection.refunded)}.`
    case "over_several_captures":
      return "XPay rimborsa ogni cattura separatamente: indica al massimo quanto resta di una di esse."
    case "already_captured":
      return `Sono già stati catturati ${say(objection.captured)}${objection.isRefundable ? ": rimborsali" : ""}.`
    case "no_capture":
      return "Non c'è nessuna cattura da annullare."
    case "captured_with_authorization":
      return "L'importo è stato catturato insieme all'autorizzazione e XPay annulla solo catture separate: rimborsalo."
    case "capture_not_cancelable":
      return `Una cattura con ${objection.method} non si può annullare${objection.isRefundable ? ": rimborsa l'importo" : ""}.`
    case "not_the_same_day":
      return "Una cattura si può annullare solo nel giorno in cui è stata fatta: rimborsa l'importo."
    case "refunded_already":
      return "Una parte di questa cattura è già stata rimborsata, quindi non si può più annullare: rimborsa il resto."
    case "movement_in_doubt":
      return "XPay non ha ancora confermato l'ultima operazione: lo stiamo verificando. Fino ad allora non si può catturare, rimborsare o annullare altro."
    case "being_reversed":
      return "Questo pagamento non appartiene a nessun ordine e viene restituito automaticamente."
    case "executed_not_booked":
      return `XPay ha eseguito su questo pagamento ${IT[objection.kind]} di ${say(objection.made)}, che qui non risulta. Chiedi esattamente ${say(objection.made)} per registrare l'operazione.`
    case "external_not_booked":
      return `Nel back office XPay risulta ${IT[objection.kind]} di ${say(objection.made)}: la registrazione è in corso. Riprova tra un minuto.`
    case "cancel_capture_not_booked":
      return `Su questo pagamento è stata annullata una cattura di ${say(objection.made)}: la registrazione è in corso. Riprova tra un minuto.`
    case "booked_already":
      return "XPay ha eseguito questa operazione una volta, ed è già registrata."
    case "not_executed":
      return "XPay non l'ha eseguita."
    case "failed_at_xpay":
      return `XPay ha risposto ${objection.result}.`
    case "not_in_medusa":
      return "Questo pagamento non è registrato su un ordine."
    case "terminal_gone":
      return "Il terminale di questo pagamento non è più nelle impostazioni del negozio, quindi non è stato eseguito nulla. Rimettilo in medusa-config.ts con lo stesso id e riprova, oppure usa il back office XPay."
  }
}
