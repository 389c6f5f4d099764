import type { Locale } from "../domain/locale"

/** Messages to the shop's staff: what happened, where the money is, what to do. `{…}` is filled in. */
const MESSAGES = {
  not_a_person: {
    en: "Only a signed-in user of the dashboard may do this: no API key, and no user who was removed.",
    it: "Solo un utente della dashboard che ha effettuato l'accesso può farlo: non una chiave API, né un utente rimosso.",
  },
  other_site: {
    en: "This request came from another site and was not carried out. Use the dashboard, or add its address to `adminCors`.",
    it: "Questa richiesta proviene da un altro sito e non è stata eseguita. Usa la dashboard, oppure aggiungi il suo indirizzo ad `adminCors`.",
  },
  not_json: {
    en: "Send JSON, with `Content-Type: application/json`. Nothing was done.",
    it: "Invia JSON, con `Content-Type: application/json`. Non è stato eseguito nulla.",
  },
  moto_not_enabled: {
    en: "MOTO payments are not enabled for this terminal: set `moto: { enabled: true }` in its options.",
    it: "I pagamenti telefonici non sono attivi per questo terminale: imposta `moto: { enabled: true }` nelle sue opzioni.",
  },
  moto_not_allowed: {
    en: "You are not allowed to take cards by phone in this shop. Ask its operator to add you to `moto.users`.",
    it: "Non sei autorizzato a incassare carte per telefono. Chiedi al responsabile di aggiungerti a `moto.users`.",
  },
  saq_d_missing: {
    en: "Cards cannot be entered here yet: in production Nexi must have verified the shop's PCI DSS SAQ D (`saqDVerifiedByNexi`). Send a payment link instead.",
    it: "Non è ancora possibile inserire carte qui: in produzione Nexi deve aver verificato il SAQ D PCI DSS del negozio (`saqDVerifiedByNexi`). Invia un link di pagamento.",
  },
  too_many_tries: {
    en: "You have entered too many cards in a short time. Nothing was charged. Wait a few minutes, then continue.",
    it: "Hai inserito troppe carte in poco tempo. Nessun addebito. Attendi qualche minuto e poi continua.",
  },
  not_captured: {
    en: "Not sent: the payment could not be captured. {detail}",
    it: "Invio non registrato: non è stato possibile catturare il pagamento. {detail}",
  },
  incident_not_found: { en: "There is no such incident.", it: "La segnalazione non esiste." },
  order_not_found: { en: "There is no such order.", it: "L'ordine non esiste." },
  order_canceled: {
    en: "This order is canceled: nothing can be paid on it.",
    it: "Questo ordine è annullato: non può essere pagato.",
  },
  order_is_draft: {
    en: "This is a draft order: it becomes an order when it is paid. Send a payment link, or take the card by phone.",
    it: "Questo è un ordine bozza: diventa un ordine quando viene pagato. Invia un link di pagamento o incassa per telefono.",
  },
  order_not_payable: {
    en: "The customer cannot pay this order in the shop: its region has no XPay provider, or XPay does not take its amount or currency.",
    it: "Il cliente non può pagare questo ordine nel negozio: la sua regione non ha un metodo XPay, oppure XPay non accetta l'importo o la valuta.",
  },
  nothing_due: {
    en: "Nothing is outstanding on this order: it is paid, or the amount is held already.",
    it: "Su questo ordine non c'è nulla da pagare: è pagato, oppure l'importo è già bloccato.",
  },
  link_address_unsafe: {
    en: "XPay named an address without TLS for this link, so it is neither shown nor sent. Cancel the link and create a new one; if the problem persists, ask Nexi.",
    it: "XPay ha indicato per questo link un indirizzo senza TLS: non viene mostrato né inviato. Annulla il link e creane uno nuovo; se il problema resta, chiedi a Nexi.",
  },
  amount_missing: { en: "Enter an amount above zero.", it: "Inserisci un importo maggiore di zero." },
  amount_too_fine: {
    en: "The amount has more decimals than {currency} has: {decimals} at most. No money was moved.",
    it: "L'importo ha più decimali di quanti ne abbia {currency}: al massimo {decimals}. Non è stato eseguito nulla.",
  },
  amount_too_large: {
    en: "XPay takes {amount} at most in one payment. No money was moved. Take it in several payments.",
    it: "XPay accetta al massimo {amount} in un solo pagamento. Non è stato eseguito nulla. Suddividi l'importo in più pagamenti.",
  },
  not_allowed: {
    en: "Your role does not allow all of this. Nothing was done. Ask whoever manages the users of this store.",
    it: "Il tuo ruolo non permette tutto questo. Non è stato fatto nulla. Rivolgiti a chi gestisce gli utenti del negozio.",
  },
  card_in_wrong_field: {
    en: "There is a card number in a field that is not for it. Remove it: nothing was stored, nothing was done.",
    it: "C'è un numero di carta in un campo che non lo prevede. Toglilo: non è stato salvato né eseguito nulla.",
  },
  amount_too_high: {
    en: "Only {amount} is outstanding on this order. Enter that or less.",
    it: "Su questo ordine restano da pagare solo {amount}. Inserisci questo importo o meno.",
  },
  link_open: {
    en: "A payment link of this order is still open: the customer could pay twice. Cancel the link first. Nothing was charged.",
    it: "Un link di pagamento di questo ordine è ancora aperto: il cliente potrebbe pagare due volte. Annulla prima il link. Non è stato addebitato nulla.",
  },
  payment_in_doubt: {
    en: "Another charge of this order is in progress, or XPay has not confirmed yet whether it succeeded. Do not take the card again until that is known.",
    it: "Un altro addebito di questo ordine è in corso, oppure XPay non ha ancora confermato se è riuscito. Non addebitare di nuovo la carta finché non si sa.",
  },
  approved_held: {
    en: "{amount} is held on {card}. Authorization code {code}. Capture it when you ship the order.",
    it: "{amount} sono bloccati su {card}. Codice di autorizzazione {code}. Cattura l'importo alla spedizione.",
  },
  approved_taken: {
    en: "{amount} was charged to {card}. Authorization code {code}.",
    it: "{amount} sono stati addebitati su {card}. Codice di autorizzazione {code}.",
  },
  approved_voided: {
    en: "The card was approved, but the payment could not be kept, so it was voided: nothing is charged. Look at the incident on this order.",
    it: "La carta è stata approvata ma non è stato possibile mantenere il pagamento, che è stato annullato: nessun addebito. Vedi la segnalazione su questo ordine.",
  },
  unknown: {
    en: "It is not known yet whether the card was charged. Do not take it again: the plugin is querying XPay.",
    it: "Non si sa ancora se la carta è stata addebitata. Non addebitarla di nuovo: stiamo interrogando XPay.",
  },
  not_made: {
    en: "XPay did not take this payment. Nothing was charged. {detail} If every phone payment ends like this, ask Nexi whether this terminal is enabled for MOTO.",
    it: "XPay non ha accettato il pagamento. Nessun addebito. {detail} Se ogni pagamento telefonico finisce così, chiedi a Nexi se il terminale è abilitato al MOTO.",
  },
  unreachable: {
    en: "XPay cannot be reached. Nothing was charged. Try again in a moment.",
    it: "XPay non è raggiungibile. Nessun addebito. Riprova tra poco.",
  },
  draft_not_converted: {
    en: "The payment is made and booked, but the draft could not become an order: {detail}. Put that right and convert the draft; do not take the card again.",
    it: "Il pagamento è riuscito e registrato, ma la bozza non è diventata un ordine: {detail}. Risolvi e converti la bozza; non addebitare di nuovo la carta.",
  },
  authorization_code: { en: "Authorization code {code}", it: "Codice di autorizzazione {code}" },
  link_order_changed: {
    en: "The order has changed since this payment link was created, so it is closed. Create a new link for the current balance.",
    it: "L'ordine è cambiato da quando è stato creato questo link, che è stato chiuso. Crea un nuovo link per quanto è dovuto ora.",
  },
  link_not_open: {
    en: "This payment link is not open any more.",
    it: "Questo link di pagamento non è più aperto.",
  },
  link_not_found: { en: "There is no such payment link.", it: "Il link di pagamento non esiste." },
  link_paid: {
    en: "This payment link has just been paid.",
    it: "Questo link di pagamento è appena stato pagato.",
  },
  link_expiry_invalid: {
    en: "Choose a last day for the link from today to 90 days ahead.",
    it: "Scegli per il link un ultimo giorno da oggi a 90 giorni.",
  },
  link_renewal_expiry_invalid: {
    en: "Choose a last day from today to 90 days after the link was created. For a later day, create a new link.",
    it: "Scegli un ultimo giorno da oggi a 90 giorni dalla creazione del link. Per un giorno successivo, crea un nuovo link.",
  },
  link_renewed_until: { en: "Valid until {day}", it: "Valido fino al {day}" },
  link_failed: {
    en: "XPay did not create the payment link. {detail}",
    it: "XPay non ha creato il link di pagamento. {detail}",
  },
  link_change_failed: {
    en: "XPay did not confirm the change. Try again in a moment. {detail}",
    it: "XPay non ha confermato la modifica. Riprova tra poco. {detail}",
  },
  channel_not_configured: {
    en: "Nothing was sent: the shop has no notification provider for the channel “{channel}”. It has: {channels}.",
    it: "Non è stato inviato nulla: il negozio non ha un provider di notifiche per il canale “{channel}”. Ha: {channels}.",
  },
  recipient_invalid_email: {
    en: "Nothing was sent: this is not an e-mail address.",
    it: "Non è stato inviato nulla: questo non è un indirizzo e-mail.",
  },
  recipient_invalid_phone: {
    en: "Nothing was sent: enter the phone number with its country, e.g. +39 333 123 4567.",
    it: "Non è stato inviato nulla: inserisci il numero di telefono con il prefisso internazionale, ad es. +39 333 123 4567.",
  },
  recipient_invalid_other: {
    en: "Nothing was sent: enter the recipient.",
    it: "Non è stato inviato nulla: inserisci il destinatario.",
  },
  message_failed: {
    en: "The shop's notification provider did not confirm the message. Check with the customer before you send it again.",
    it: "Il provider di notifiche del negozio non ha confermato il messaggio. Senti il cliente prima di inviarlo di nuovo.",
  },
  not_for_review: {
    en: "This payment is not held for review any more. Nothing was changed.",
    it: "Questo pagamento non è più in attesa di verifica. Non è stato modificato nulla.",
  },
  no_receipt: {
    en: "There is no receipt for this payment: it neither holds nor charged money for an order.",
    it: "Per questo pagamento non c'è una ricevuta: non blocca e non ha addebitato denaro per un ordine.",
  },
  in_doubt: {
    en: "XPay has not confirmed it yet. It may have been executed, and it is not sent again. The plugin keeps querying XPay; check again in a minute.",
    it: "XPay non ha ancora confermato. Potrebbe essere riuscito e non viene inviato di nuovo. Lo verifichiamo automaticamente: ricontrolla tra un minuto.",
  },
  busy: {
    en: "Another operation on this payment is under way. Try again in a moment.",
    it: "È in corso un'altra operazione su questo pagamento. Riprova tra poco.",
  },
  being_booked: {
    en: "This payment is being booked by another request at this moment. Nothing was done; try again in a minute.",
    it: "Un'altra richiesta sta registrando questo pagamento in questo momento. Non è stato fatto nulla: riprova tra un minuto.",
  },
  refused: {
    en: "XPay refused. No money was moved. {detail}",
    it: "XPay ha rifiutato. Non è stato eseguito nulla. {detail}",
  },
  payment_not_found: { en: "There is no such payment.", it: "Il pagamento non esiste." },
  payment_not_booked: {
    en: "This payment is not booked with an order in Medusa, so it cannot be changed here.",
    it: "Questo pagamento non è registrato su un ordine in Medusa, quindi non può essere modificato qui.",
  },
} as const satisfies Record<string, Record<Locale, string>>

export type StaffMessage = keyof typeof MESSAGES

/** A message in the clerk's language, with its placeholders filled. A placeholder without a value is removed. */
export function staffText(
  message: StaffMessage,
  locale: Locale,
  blanks: Readonly<Record<string, string>> = {}
): string {
  return MESSAGES[message][locale].replace(/\{(\w+)\}/g, (_, name: string) => blanks[name] ?? "").trim()
}
