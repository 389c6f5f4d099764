import type { CardField, CardProblem } from "../domain/card"
import type { Locale } from "../domain/locale"
import { CARD_TEXTS } from "../storefront/card/card-texts"

/** All messages to shoppers except declines. */
const MESSAGES = {
  method_needed: {
    en: "Please choose how to pay and press its button.",
    it: "Scegli come pagare e premi il relativo pulsante.",
  },
  cards_not_taken: {
    en: "This shop does not take cards here at the moment. Nothing was charged. Please choose another payment method.",
    it: "Al momento questo negozio non accetta carte in questo modulo. Non è stato addebitato nulla. Scegli un altro metodo di pagamento.",
  },
  card_needed: {
    en: "Please enter your card details to pay.",
    it: "Inserisci i dati della carta per pagare.",
  },
  card_not_confirmed: {
    en: "Your card has not been confirmed yet. Nothing was charged. Please check the card fields and pay again.",
    it: "La carta non è ancora stata confermata. Non è stato addebitato nulla. Controlla i campi della carta e paga di nuovo.",
  },
  card_needed_again: {
    en: "Please enter your card again: it took too long, and we do not keep card details. Nothing was charged.",
    it: "Inserisci di nuovo la carta: è passato troppo tempo e non conserviamo i dati della carta. Non è stato addebitato nulla.",
  },
  challenge_open: {
    en: "Your bank's check is not finished. Nothing is charged until you confirm the payment with your bank.",
    it: "La verifica della tua banca non è terminata. Non viene addebitato nulla finché non confermi il pagamento con la tua banca.",
  },
  in_progress: {
    en: "This payment is already being processed. Please wait a moment; do not pay again.",
    it: "Questo pagamento è già in corso. Attendi un momento; non pagare di nuovo.",
  },
  verifying: {
    en: "We are checking with the bank whether your payment went through. Please do not pay again: we will confirm your order as soon as we know.",
    it: "Stiamo verificando con la banca se il pagamento è andato a buon fine. Non pagare di nuovo: confermeremo l'ordine appena lo sappiamo.",
  },
  awaiting: {
    en: "Your order is placed. We will confirm it as soon as your payment arrives; you need not do anything more.",
    it: "Il tuo ordine è registrato. Lo confermeremo appena arriva il pagamento; non devi fare altro.",
  },
  page_left: {
    en: "You left the payment page. Nothing was charged. You can pay again, with the same method or another.",
    it: "Hai lasciato la pagina di pagamento. Non è stato addebitato nulla. Puoi riprovare, con lo stesso metodo o con un altro.",
  },
  page_open: {
    en: "The payment page is open. Nothing is charged until you confirm the payment there.",
    it: "La pagina di pagamento è aperta. Non viene addebitato nulla finché non confermi il pagamento.",
  },
  link_canceled: {
    en: "This payment link was canceled by the shop. Nothing was charged. Please contact the shop if you still want to pay.",
    it: "Questo link di pagamento è stato annullato dal negozio. Non è stato addebitato nulla. Contatta il negozio se vuoi ancora pagare.",
  },
  link_order_deleted: {
    en: "The shop has withdrawn the order of this payment link. Nothing was charged. Please contact the shop if you still want to pay.",
    it: "Il negozio ha ritirato l'ordine di questo link di pagamento. Non è stato addebitato nulla. Contatta il negozio se vuoi ancora pagare.",
  },
  link_order_canceled: {
    en: "The order of this payment link was canceled. Nothing was charged. Please contact the shop if you still want to pay.",
    it: "L'ordine di questo link di pagamento è stato annullato. Non è stato addebitato nulla. Contatta il negozio se vuoi ancora pagare.",
  },
  link_order_changed: {
    en: "The order has changed since this payment link was created. Nothing was charged. Please ask the shop for a new one.",
    it: "L'ordine è cambiato da quando è stato creato questo link di pagamento. Non è stato addebitato nulla. Chiedine uno nuovo al negozio.",
  },
  link_expired: {
    en: "This payment link has expired. Nothing was charged. Please ask the shop for a new one.",
    it: "Questo link di pagamento è scaduto. Non è stato addebitato nulla. Chiedine uno nuovo al negozio.",
  },
  not_sent: {
    en: "The payment was not sent. Nothing was charged. Please try again.",
    it: "Il pagamento non è stato inviato. Non è stato addebitato nulla. Riprova.",
  },
  paid: {
    en: "Payment received. Thank you!",
    it: "Pagamento ricevuto. Grazie!",
  },
  already_paid: {
    en: "This order is paid for already. Nothing was charged again.",
    it: "Questo ordine è già pagato. Non è stato addebitato altro.",
  },
  preparing_order: {
    en: "Payment received. We are preparing your order.",
    it: "Pagamento ricevuto. Stiamo preparando il tuo ordine.",
  },
  order_failed: {
    en: "Your order could not be placed, so the payment was voided or refunded: you pay nothing. Please check your cart.",
    it: "Non è stato possibile creare l'ordine e il pagamento è stato annullato o rimborsato: non paghi nulla. Controlla il carrello.",
  },
  cart_changed: {
    en: "Your cart has changed since you started to pay. Nothing was charged. Please check it and pay again.",
    it: "Il carrello è cambiato da quando hai iniziato il pagamento. Non è stato addebitato nulla. Controllalo e paga di nuovo.",
  },
  replaced: {
    en: "A newer payment took the place of this one. Nothing was charged for this one.",
    it: "Un pagamento più recente ha sostituito questo. Per questo non è stato addebitato nulla.",
  },
  unavailable: {
    en: "The payment service cannot be reached right now. Nothing was charged. Please try again in a moment.",
    it: "Il servizio di pagamento non è raggiungibile in questo momento. Non è stato addebitato nulla. Riprova tra poco.",
  },
  refused_by_gateway: {
    en: "The payment service did not accept this payment. Nothing was charged. Please contact the shop.",
    it: "Il servizio di pagamento non ha accettato il pagamento. Non è stato addebitato nulla. Contatta il negozio.",
  },
  nothing_due: {
    en: "There is nothing to pay for this order. Place it without a payment.",
    it: "Per questo ordine non c'è nulla da pagare. Confermalo senza pagamento.",
  },
  nothing_due_on_order: {
    en: "Nothing is due on this order. Nothing was charged.",
    it: "Per questo ordine non c'è nulla da pagare. Non è stato addebitato nulla.",
  },
  order_canceled: {
    en: "This order was canceled, so there is nothing to pay. Please contact the shop if you have questions.",
    it: "Questo ordine è stato annullato, quindi non c'è nulla da pagare. Contatta il negozio se hai domande.",
  },
  order_is_draft: {
    en: "The shop has not confirmed this order yet, so it cannot be paid here. Please contact the shop.",
    it: "Il negozio non ha ancora confermato questo ordine, quindi qui non si può pagare. Contatta il negozio.",
  },
  order_not_payable: {
    en: "This order cannot be paid here. Nothing was charged. Please contact the shop.",
    it: "Questo ordine non si può pagare qui. Non è stato addebitato nulla. Contatta il negozio.",
  },
  order_changed: {
    en: "The order has changed since you started to pay. Nothing was charged. Please check the amount and pay again.",
    it: "L'ordine è cambiato da quando hai iniziato il pagamento. Non è stato addebitato nulla. Controlla l'importo e paga di nuovo.",
  },
  page_not_closed: {
    en: "An earlier payment page of this order could not be closed yet. Nothing was charged. Please try again in a few minutes.",
    it: "Una pagina di pagamento precedente di questo ordine non è ancora stata chiusa. Non è stato addebitato nulla. Riprova tra qualche minuto.",
  },
  currency_not_supported: {
    en: "XPay does not take payments in this currency. Please contact the shop.",
    it: "XPay non accetta pagamenti in questa valuta. Contatta il negozio.",
  },
  no_method: {
    en: "There is no payment method for this cart. Please contact the shop.",
    it: "Non c'è un metodo di pagamento per questo carrello. Contatta il negozio.",
  },
  refused_by_shop: {
    en: "This payment is not possible. Nothing was charged. Please choose another payment method, or contact the shop.",
    it: "Questo pagamento non è possibile. Non è stato addebitato nulla. Scegli un altro metodo di pagamento o contatta il negozio.",
  },
  risk_not_assessed: {
    en: "This payment cannot be accepted right now. Nothing was charged. Please try again in a moment, or choose another payment method.",
    it: "In questo momento non è possibile accettare il pagamento. Non è stato addebitato nulla. Riprova tra poco o scegli un altro metodo di pagamento.",
  },
  method_not_offered: {
    en: "This payment method is not available for your cart. Nothing was charged. Please choose another one.",
    it: "Questo metodo di pagamento non è disponibile per il tuo carrello. Non è stato addebitato nulla. Scegline un altro.",
  },
  card_removed: {
    en: "This saved card is no longer there. Nothing was charged. Please choose another card.",
    it: "Questa carta salvata non è più disponibile. Non è stato addebitato nulla. Scegli un'altra carta.",
  },
  sign_in_to_save: {
    en: "Please sign in to save your card. Without an account you can pay, but not save it. Nothing was charged.",
    it: "Accedi per salvare la carta. Senza un account puoi pagare, ma non salvarla. Non è stato addebitato nulla.",
  },
  cart_of_guest: {
    en: "This cart is not linked to your account yet, so no saved card can be used or added. Nothing was charged. Reload the page, or pay without saving your card.",
    it: "Questo carrello non è ancora collegato al tuo account, quindi non si può usare né salvare una carta. Non è stato addebitato nulla. Ricarica la pagina, oppure paga senza salvare la carta.",
  },
  card_for_later_charges: {
    en: "This card is kept for charges by the shop, such as a subscription's. Please choose another card to pay.",
    it: "Questa carta è conservata per gli addebiti del negozio, ad esempio di un abbonamento. Scegli un'altra carta per pagare.",
  },
  too_many_tries: {
    en: "There were too many payment attempts. Nothing was charged. Please wait a few minutes, then try again.",
    it: "Ci sono stati troppi tentativi di pagamento. Non è stato addebitato nulla. Attendi qualche minuto e riprova.",
  },
} as const satisfies Record<string, Record<Locale, string>>

export type ShopperMessage = keyof typeof MESSAGES

/** A message to a shopper: what happened, what it means for the money, what to do. */
export function shopperText(message: ShopperMessage, locale: Locale): string {
  return MESSAGES[message][locale]
}

/** The browser's texts, so that shoppers read the same while typing and after sending. */
const CARD_PROBLEMS = {
  ...CARD_TEXTS,
  /** The server does not say which circuit it recognized. */
  cvv_invalid: {
    en: "The security code has 3 digits on the back of the card (4 on the front for American Express).",
    it: "Il codice di sicurezza ha 3 cifre sul retro della carta (4 sul fronte per American Express).",
  },
} as const satisfies Readonly<
  Record<`${CardField}_${"missing" | "invalid"}` | "expiry_expired", Record<Locale, string>>
>

/** The error of a field of the card form. */
export function cardProblemText(problem: CardProblem, locale: Locale): string {
  const key = problem.code === "expired" ? "expiry_expired" : (`${problem.field}_${problem.code}` as const)
  return CARD_PROBLEMS[key][locale]
}

export function isShopperMessage(text: string): text is ShopperMessage {
  return Object.hasOwn(MESSAGES, text)
}
