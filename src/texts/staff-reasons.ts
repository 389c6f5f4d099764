import type { AttemptReason } from "../domain/attempt-reason"
import { isDeclineReason } from "../domain/declines"
import type { Locale } from "../domain/locale"
import type { ShopperMessage } from "./shopper-messages"
import { clerkDeclineText } from "./declines"

/** The meaning of the shopper's messages for the shop's staff. */
const REASONS: Readonly<Record<ShopperMessage, Record<Locale, string>>> = {
  method_needed: { en: "No payment method was chosen.", it: "Non è stato scelto un metodo di pagamento." },
  cards_not_taken: {
    en: "In production the shop takes cards itself only once Nexi has verified its SAQ D. Nothing was charged.",
    it: "In produzione il negozio accetta le carte direttamente solo dopo che Nexi ha verificato il SAQ D. Nessun addebito.",
  },
  card_needed: { en: "No card was entered.", it: "Non è stata inserita una carta." },
  card_not_confirmed: { en: "The card was not confirmed.", it: "La carta non è stata confermata." },
  card_needed_again: {
    en: "The customer took too long and had to enter the card again. Nothing was charged.",
    it: "Il cliente ha impiegato troppo tempo e ha dovuto reinserire la carta. Nessun addebito.",
  },
  challenge_open: {
    en: "The 3-D Secure authentication was not completed. Nothing was charged.",
    it: "L'autenticazione 3-D Secure non è stata completata. Nessun addebito.",
  },
  in_progress: { en: "It is being processed.", it: "È in corso." },
  verifying: {
    en: "It is not known yet whether XPay made this payment. The plugin is querying XPay: do not take it again.",
    it: "Non si sa ancora se XPay ha eseguito il pagamento. Stiamo interrogando XPay: non incassare di nuovo.",
  },
  awaiting: {
    en: "The customer used a method that is confirmed later. The money is expected, and booked when it arrives.",
    it: "Il cliente ha usato un metodo con conferma differita. Il denaro è atteso e viene registrato quando arriva.",
  },
  page_left: {
    en: "The customer left the payment page. Nothing was charged.",
    it: "Il cliente ha lasciato la pagina di pagamento. Nessun addebito.",
  },
  page_open: {
    en: "The payment page is open. Nothing is charged until the customer confirms there.",
    it: "La pagina di pagamento è aperta. Nessun addebito finché il cliente non conferma.",
  },
  link_order_deleted: {
    en: "The payment link was closed: its draft order was deleted.",
    it: "Il link di pagamento è stato chiuso: l'ordine bozza è stato eliminato.",
  },
  link_order_canceled: {
    en: "The payment link was closed: its order was canceled.",
    it: "Il link di pagamento è stato chiuso: l'ordine è stato annullato.",
  },
  link_order_changed: {
    en: "The payment link was closed: the order came to another total. Create a new link for the current balance.",
    it: "Il link di pagamento è stato chiuso: il totale dell'ordine è cambiato. Crea un nuovo link per quanto è dovuto ora.",
  },
  link_canceled: { en: "The payment link was canceled.", it: "Il link di pagamento è stato annullato." },
  link_expired: {
    en: "The payment link has expired. Nothing was charged.",
    it: "Il link di pagamento è scaduto. Nessun addebito.",
  },
  not_sent: {
    en: "The payment was not sent to XPay. Nothing was charged.",
    it: "Il pagamento non è stato inviato a XPay. Nessun addebito.",
  },
  paid: { en: "Paid.", it: "Pagato." },
  already_paid: {
    en: "The order is paid already.",
    it: "L'ordine è già pagato.",
  },
  preparing_order: {
    en: "Paid. The order is being placed.",
    it: "Pagato. L'ordine è in creazione.",
  },
  order_failed: {
    en: "No order could be created for it, so the money goes back to the customer.",
    it: "Non è stato possibile creare l'ordine, quindi il denaro torna al cliente.",
  },
  cart_changed: {
    en: "The cart changed while it was being paid. Nothing was charged.",
    it: "Il carrello è cambiato durante il pagamento. Nessun addebito.",
  },
  replaced: {
    en: "A newer attempt replaced it. Nothing was charged for this one.",
    it: "Un tentativo più recente lo ha sostituito. Per questo nessun addebito.",
  },
  unavailable: {
    en: "XPay could not be reached, or did not execute it. Nothing was charged.",
    it: "XPay non era raggiungibile o non lo ha eseguito. Nessun addebito.",
  },
  refused_by_gateway: {
    en: "XPay did not accept the request. Nothing was charged. See the details for XPay's response.",
    it: "XPay non ha accettato la richiesta. Nessun addebito. La risposta di XPay è nei dettagli.",
  },
  nothing_due: { en: "There was nothing to pay.", it: "Non c'era nulla da pagare." },
  nothing_due_on_order: { en: "Nothing was due on the order.", it: "Sull'ordine non c'era nulla da pagare." },
  order_canceled: { en: "The order was canceled.", it: "L'ordine era annullato." },
  order_is_draft: { en: "It was a draft order.", it: "Era un ordine bozza." },
  order_not_payable: {
    en: "The order could not be paid in the shop: no XPay provider in its region, or an amount that XPay does not take.",
    it: "L'ordine non si poteva pagare nel negozio: nessun metodo XPay nella sua regione o un importo che XPay non accetta.",
  },
  order_changed: {
    en: "The order changed while the customer was paying it. Nothing was charged.",
    it: "L'ordine è cambiato mentre il cliente lo pagava. Nessun addebito.",
  },
  page_not_closed: {
    en: "An earlier payment page of the order could not be closed. Nothing was charged.",
    it: "Non è stato possibile chiudere una pagina di pagamento precedente dell'ordine. Nessun addebito.",
  },
  currency_not_supported: {
    en: "XPay does not take payments in this currency.",
    it: "XPay non accetta pagamenti in questa valuta.",
  },
  no_method: {
    en: "There was no payment method for the cart.",
    it: "Non c'era un metodo di pagamento per il carrello.",
  },
  refused_by_shop: {
    en: "The shop's own rules refused the payment. Nothing was charged.",
    it: "Le regole del negozio hanno rifiutato il pagamento. Nessun addebito.",
  },
  risk_not_assessed: {
    en: "The shop's own rules did not answer, so the payment was refused. Nothing was charged.",
    it: "Le regole del negozio non hanno risposto e il pagamento è stato rifiutato. Nessun addebito.",
  },
  method_not_offered: {
    en: "The shop does not offer this payment method for the cart. Nothing was charged.",
    it: "Il negozio non offre questo metodo di pagamento per il carrello. Nessun addebito.",
  },
  cart_of_guest: {
    en: "The cart was not linked to the customer's account. Nothing was charged.",
    it: "Il carrello non era collegato all'account del cliente. Nessun addebito.",
  },
  card_removed: {
    en: "The saved card was removed, here or at XPay. Nothing was charged.",
    it: "La carta salvata è stata rimossa, qui o su XPay. Nessun addebito.",
  },
  card_for_later_charges: {
    en: "The customer's card is kept for charges by the shop, not for payments at checkout.",
    it: "La carta del cliente è conservata per gli addebiti del negozio, non per pagare al checkout.",
  },
  sign_in_to_save: {
    en: "The customer has to sign in to save a card. Nothing was charged.",
    it: "Per salvare la carta il cliente deve accedere. Nessun addebito.",
  },
  too_many_tries: {
    en: "There were too many payment attempts. Nothing was charged.",
    it: "Ci sono stati troppi tentativi di pagamento. Nessun addebito.",
  },
}

/** Why a payment is in its state, for the clerk. */
export function clerkReason(reason: AttemptReason | null, locale: Locale): string | undefined {
  if (reason === null) {
    return undefined
  }
  if (isDeclineReason(reason)) {
    return clerkDeclineText(reason, locale)
  }
  return REASONS[reason][locale]
}
