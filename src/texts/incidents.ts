import type { IncidentKind } from "../domain/incident-kinds"
import type { Locale } from "../domain/locale"

interface IncidentTexts {
  /** What happened, in one line. */
  readonly title: string
  /** What to do. */
  readonly advice: string
}

/** All incidents, with what to do about them. */
export const INCIDENT_TEXTS: Readonly<Record<IncidentKind, Readonly<Record<Locale, IncidentTexts>>>> = {
  reversed_unplaceable: {
    en: {
      title: "Paid, but the order could not be placed. The payment was reversed.",
      advice: "Tell the customer that the payment was voided or refunded. The payment needs nothing else.",
    },
    it: {
      title: "Pagato, ma non è stato possibile creare l'ordine. Il pagamento è stato annullato o rimborsato.",
      advice:
        "Avvisa il cliente che il pagamento è stato annullato o rimborsato. Per il pagamento non serve altro.",
    },
  },
  held_unplaceable: {
    en: {
      title: "Paid, but the order could not be placed. The payment was kept.",
      advice:
        "Fix the cause, then press “Refresh from XPay” in the payment: the order is placed with it and this incident closes automatically. Or void or refund the payment in the XPay back office.",
    },
    it: {
      title: "Pagato, ma non è stato possibile creare l'ordine. Il pagamento è stato mantenuto.",
      advice:
        "Rimuovi la causa, poi premi «Aggiorna da XPay» nel pagamento: l'ordine viene creato e la segnalazione si risolve automaticamente. Oppure annulla o rimborsa il pagamento nel back office XPay.",
    },
  },
  void_failing: {
    en: {
      title: "An unneeded payment could not be voided or refunded yet.",
      advice:
        "The plugin retries automatically. If this persists, void or refund the payment in the XPay back office.",
    },
    it: {
      title: "Un pagamento non più necessario non è ancora stato annullato o rimborsato.",
      advice:
        "Il plugin riprova automaticamente. Se il problema persiste, annulla o rimborsa il pagamento nel back office XPay.",
    },
  },
  capture_deadline: {
    en: {
      title: "An authorized payment is about to expire.",
      advice: "Capture it before the date shown, or the authorization expires.",
    },
    it: {
      title: "Un pagamento autorizzato sta per scadere.",
      advice: "Catturalo prima della data indicata, altrimenti l'autorizzazione scade.",
    },
  },
  capture_lapsed: {
    en: {
      title: "The capture deadline of an authorized payment has passed.",
      advice:
        "The amount is very likely no longer held. Ask the customer for a new payment, for example with a payment link.",
    },
    it: {
      title: "Il termine per catturare un pagamento autorizzato è scaduto.",
      advice:
        "Molto probabilmente l'importo non è più bloccato. Chiedi al cliente un nuovo pagamento, ad esempio con un link di pagamento.",
    },
  },
  capture_failed: {
    en: {
      title: "Goods were sent, or were about to be, but the payment could not be captured.",
      advice:
        "It is tried again every hour, and this closes once it is captured. Look at the reason below; if it lasts, capture the payment on the order, or ask the customer for a new one before the hold lapses.",
    },
    it: {
      title: "La merce è partita, o stava per partire, ma non è stato possibile catturare il pagamento.",
      advice:
        "Viene ritentato ogni ora e la segnalazione si chiude a cattura avvenuta. Leggi il motivo qui sotto; se persiste, cattura il pagamento dall'ordine o chiedi al cliente un nuovo pagamento prima che l'autorizzazione scada.",
    },
  },
  capture_rest: {
    en: {
      title: "More goods of an order were sent, but its payment was already partially captured.",
      advice:
        "XPay captures an authorization once. Charge the amount shown by payment link or saved card: this closes once the order is paid.",
    },
    it: {
      title: "È partita altra merce di un ordine, ma il suo pagamento è già stato parzialmente catturato.",
      advice:
        "XPay cattura un'autorizzazione una sola volta. Incassa l'importo indicato con un link di pagamento o una carta salvata: la segnalazione si chiude quando l'ordine è pagato.",
    },
  },
  amount_mismatch: {
    en: {
      title: "XPay authorized another amount or currency than requested.",
      advice:
        "No order was confirmed and the payment is being reversed. Contact Nexi with the IDs shown here.",
    },
    it: {
      title: "XPay ha autorizzato un importo o una valuta diversi da quelli richiesti.",
      advice:
        "Nessun ordine è stato confermato e il pagamento viene annullato o rimborsato. Contatta Nexi con gli identificativi mostrati.",
    },
  },
  amounts_differ: {
    en: {
      title: "XPay's amounts differ from Medusa's.",
      advice:
        "Compare the amounts in the XPay back office with those on the order, and book only what is missing here.",
    },
    it: {
      title: "Gli importi di XPay sono diversi da quelli di Medusa.",
      advice:
        "Confronta gli importi nel back office XPay con quelli dell'ordine e registra qui solo ciò che manca.",
    },
  },
  unrecognised: {
    en: {
      title: "XPay returned an unknown status for a payment.",
      advice:
        "Look up the payment in the XPay back office. The plugin keeps querying XPay and assumes nothing.",
    },
    it: {
      title: "XPay ha comunicato uno stato sconosciuto per un pagamento.",
      advice:
        "Cerca il pagamento nel back office XPay. Il plugin continua a interrogare XPay e non presume nulla.",
    },
  },
  still_unknown: {
    en: {
      title: "It is still not known whether a payment was made.",
      advice:
        "Look it up in the XPay back office by its order ID. The plugin keeps querying XPay; do not take the payment again before the outcome is known.",
    },
    it: {
      title: "Non si sa ancora se un pagamento è stato eseguito.",
      advice:
        "Cercalo nel back office XPay con il suo ID ordine. Il plugin continua a interrogare XPay; non incassare di nuovo finché l'esito non è noto.",
    },
  },
  reconciliation_failing: {
    en: {
      title: "A payment cannot be reconciled with XPay.",
      advice:
        "The plugin retries automatically. Until then, check in the XPay back office what was captured or refunded, and tell the person who operates the shop's server: the reason is below.",
    },
    it: {
      title: "Un pagamento non può essere riconciliato con XPay.",
      advice:
        "Il plugin riprova automaticamente. Nel frattempo controlla nel back office XPay che cosa è stato catturato o rimborsato e avvisa chi gestisce il server del negozio: il motivo è qui sotto.",
    },
  },
  order_unpaid: {
    en: {
      title: "An order was placed, but its payment failed.",
      advice: "Ask the customer for a new payment, or cancel the order.",
    },
    it: {
      title: "Un ordine è stato creato ma il pagamento non è riuscito.",
      advice: "Chiedi al cliente un nuovo pagamento oppure annulla l'ordine.",
    },
  },
  movement_failed: {
    en: {
      title: "A capture, refund or void that XPay had accepted failed afterwards.",
      advice:
        "Medusa's records are correct again. Look up the reason in the XPay back office, then capture or refund again on the order. A void that is still needed is retried automatically.",
    },
    it: {
      title: "Una cattura, un rimborso o un annullamento accettati da XPay sono poi falliti.",
      advice:
        "I dati in Medusa sono stati corretti. Cerca il motivo nel back office XPay, poi ripeti la cattura o il rimborso dall'ordine. Un annullamento ancora necessario viene ritentato automaticamente.",
    },
  },
  store_credit_used: {
    en: {
      title: "An order that was partly paid with store credit was rolled back before it was paid.",
      advice:
        "The cart can be paid again and still carries the credit. If your store deducts credit from the customer's balance when an order is placed, credit the amount shown again; then resolve this incident.",
    },
    it: {
      title:
        "Un ordine pagato in parte con credito del negozio è stato annullato automaticamente prima del pagamento.",
      advice:
        "Il carrello può essere pagato di nuovo e conserva il credito. Se il tuo negozio scala il credito dal saldo del cliente alla creazione dell'ordine, riaccredita l'importo indicato; poi segna la segnalazione come risolta.",
    },
  },
  draft_not_converted: {
    en: {
      title: "A draft order was paid, but could not become an order.",
      advice:
        "Fix the cause shown and convert the draft to an order: this incident then closes automatically. The payment is kept; do not take it again.",
    },
    it: {
      title: "Un ordine bozza è stato pagato ma non è diventato un ordine.",
      advice:
        "Rimuovi la causa indicata e converti la bozza in ordine: la segnalazione si risolve automaticamente. Il pagamento resta; non incassare di nuovo.",
    },
  },
  import_failed: {
    en: {
      title: "An external operation could not be booked in Medusa.",
      advice:
        "The plugin retries automatically. If this persists, capture or refund exactly the amount shown on the order in Medusa: it is then matched, and nothing is sent to XPay.",
    },
    it: {
      title: "Un'operazione eseguita su XPay non è stata registrata in Medusa.",
      advice:
        "Il plugin riprova automaticamente. Se il problema persiste, cattura o rimborsa in Medusa l'importo esatto indicato sull'ordine: viene abbinato e a XPay non viene inviato nulla.",
    },
  },
  terminal_missing: {
    en: {
      title: "The terminal of an open payment is not in the store's configuration.",
      advice:
        "Put the terminal back into medusa-config.ts under the same id: the payment then continues automatically. Until then, capture or void it in the XPay back office.",
    },
    it: {
      title: "Il terminale di un pagamento aperto non è nella configurazione del negozio.",
      advice:
        "Rimetti il terminale in medusa-config.ts con lo stesso id: il pagamento prosegue automaticamente. Fino ad allora catturalo o annullalo nel back office XPay.",
    },
  },
  card_removal_failing: {
    en: {
      title: "A removed saved card is still active at XPay.",
      advice:
        "It can no longer be used here, and the plugin retries the deactivation automatically. If this persists, deactivate the contract in the XPay back office.",
    },
    it: {
      title: "Una carta salvata e poi rimossa è ancora attiva su XPay.",
      advice:
        "Qui non può più essere usata e il plugin ritenta la disattivazione automaticamente. Se il problema persiste, disattiva il contratto nel back office XPay.",
    },
  },
  order_canceled_with_money: {
    en: {
      title: "An order was canceled, but its payment is still authorized or captured.",
      advice:
        "An authorization is voided automatically. A captured amount has to be refunded: do it on the order, or in the XPay back office.",
    },
    it: {
      title: "Un ordine è stato annullato ma il suo pagamento risulta ancora autorizzato o catturato.",
      advice:
        "Un'autorizzazione viene annullata automaticamente. Un importo catturato va rimborsato: fallo dall'ordine o dal back office XPay.",
    },
  },
  velocity_limit: {
    en: {
      title: "This payment method accepts no new payments: too many attempts ended without a payment.",
      advice:
        "Somebody may be testing stolen cards. The plugin accepts payments again when the attempts stop. If the attempts are your customers', raise `cardTesting.perTerminal`.",
    },
    it: {
      title:
        "Questo metodo di pagamento non accetta nuovi pagamenti: troppi tentativi terminati senza incasso.",
      advice:
        "Qualcuno potrebbe star provando carte rubate. Il plugin accetta di nuovo i pagamenti quando i tentativi cessano. Se i tentativi sono dei tuoi clienti, aumenta `cardTesting.perTerminal`.",
    },
  },
  shared_address_limit: {
    en: {
      title: "Shoppers at one network address cannot pay: it made too many attempts for many carts.",
      advice:
        "If your store is behind a CDN or proxy, all shoppers may seem to share its address: check the trusted proxies, so that `req.ip` is the shopper's own address. Otherwise somebody may be testing stolen cards. The plugin accepts payments again when the attempts stop; `cardTesting.perAddress` sets how many are allowed.",
    },
    it: {
      title:
        "Da un indirizzo di rete non è possibile pagare: sono arrivati troppi tentativi per molti carrelli.",
      advice:
        "Se il negozio è dietro una CDN o un proxy, tutti i clienti possono sembrare allo stesso indirizzo: controlla i proxy attendibili, in modo che `req.ip` sia l'indirizzo del cliente. Altrimenti qualcuno potrebbe star provando carte rubate. Il plugin accetta di nuovo i pagamenti quando i tentativi cessano; `cardTesting.perAddress` stabilisce quanti sono ammessi.",
    },
  },
}
