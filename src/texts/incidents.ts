import type { IncidentKind } from "../domain/incident-kinds"
import type { Locale } from "../domain/locale"

interface IncidentTexts {
  /** What happened, in a line. */
  readonly title: string
  /** What to do. */
  readonly advice: string
}

/** Everything that needs a person, with what to do about it. */
export const INCIDENT_TEXTS: Readonly<Record<IncidentKind, Readonly<Record<Locale, IncidentTexts>>>> = {
  returned_unplaceable: {
    en: {
      title: "Paid, but no order could be made. The money was returned.",
      advice:
        "Tell the customer, and that the money is back or the hold voided. Nothing else to do for the payment.",
    },
    it: {
      title: "Pagato, ma non è stato possibile creare l'ordine. Il denaro è stato restituito.",
      advice:
        "Avvisa il cliente e digli che il denaro è stato restituito o sbloccato. Per il pagamento non serve altro.",
    },
  },
  held_unplaceable: {
    en: {
      title: "Paid, but no order could be made. The money is still here.",
      advice:
        "Remove the cause, then press “Refresh from XPay” in the payment: the order is placed with it and this closes by itself. Or void or refund the payment in XPay's back office.",
    },
    it: {
      title: "Pagato, ma non è stato possibile creare l'ordine. Il denaro è ancora qui.",
      advice:
        "Risolvi ciò che lo impedisce, poi premi «Sincronizza con XPay» nel pagamento: l'ordine viene creato con esso e la segnalazione si chiude da sola. Oppure annulla o rimborsa il pagamento nel back office XPay.",
    },
  },
  void_failing: {
    en: {
      title: "Money that nobody wants could not be voided yet.",
      advice: "It is tried again by itself. If it lasts, void or refund the payment in XPay's back office.",
    },
    it: {
      title: "Non è ancora stato possibile restituire denaro che nessuno deve trattenere.",
      advice:
        "Viene ritentato automaticamente. Se persiste, annulla o rimborsa il pagamento nel back office XPay.",
    },
  },
  capture_deadline: {
    en: {
      title: "An authorized payment is about to lapse.",
      advice: "Capture it before the date shown, or the issuer lets the money go.",
    },
    it: {
      title: "Un pagamento autorizzato sta per scadere.",
      advice: "Contabilizzalo prima della data indicata, altrimenti l'emittente libera l'importo.",
    },
  },
  capture_lapsed: {
    en: {
      title: "The time to capture an authorized payment is over.",
      advice:
        "The money is very likely no longer held. Ask the customer for a new payment, for example by a payment link.",
    },
    it: {
      title: "Il tempo per contabilizzare un pagamento autorizzato è scaduto.",
      advice:
        "Molto probabilmente l'importo non è più bloccato. Chiedi al cliente un nuovo pagamento, ad esempio con un link.",
    },
  },
  amount_mismatch: {
    en: {
      title: "XPay authorized another amount or currency than asked for.",
      advice:
        "No order was confirmed and the money is being returned. Contact Nexi with the ids shown here.",
    },
    it: {
      title: "XPay ha autorizzato un importo o una valuta diversi da quelli richiesti.",
      advice:
        "Nessun ordine è stato confermato e il denaro viene restituito. Contatta Nexi con gli identificativi mostrati.",
    },
  },
  books_differ: {
    en: {
      title: "XPay's amounts differ from Medusa's.",
      advice:
        "Something was done in XPay's back office that its API does not list. Compare there, and book the difference here.",
    },
    it: {
      title: "Gli importi di XPay sono diversi da quelli di Medusa.",
      advice:
        "Nel back office XPay è stato fatto qualcosa che la sua API non elenca. Confronta lì e registra qui la differenza.",
    },
  },
  unrecognised: {
    en: {
      title: "XPay says something about a payment that we do not know.",
      advice: "Look the payment up in XPay's back office. It is asked again by itself; nothing is assumed.",
    },
    it: {
      title: "XPay comunica qualcosa di sconosciuto su un pagamento.",
      advice:
        "Cerca il pagamento nel back office XPay. Viene richiesto di nuovo automaticamente; non si presume nulla.",
    },
  },
  still_unknown: {
    en: {
      title: "It is still not known whether a payment was made.",
      advice:
        "Look it up in XPay's back office by its order id. It is asked again by itself; do not take the payment again before.",
    },
    it: {
      title: "Non si sa ancora se un pagamento è stato eseguito.",
      advice:
        "Cercalo nel back office XPay con il suo id ordine. Viene richiesto di nuovo automaticamente; prima non incassare di nuovo.",
    },
  },
  reconciliation_failing: {
    en: {
      title: "A payment cannot be brought in line with XPay.",
      advice:
        "It is tried again by itself. Until then look in XPay's back office at what was captured or refunded, and tell whoever runs the shop's server: the reason is below.",
    },
    it: {
      title: "Un pagamento non può essere allineato con XPay.",
      advice:
        "Si riprova automaticamente. Nel frattempo controlla nel back office XPay ciò che è stato catturato o rimborsato e avvisa chi gestisce il server del negozio: il motivo è qui sotto.",
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
      title: "Una cattura, un rimborso o un annullo accettati da XPay sono poi falliti.",
      advice:
        "I dati in Medusa sono stati corretti. Cerca il motivo nel back office XPay, poi ripeti la cattura o il rimborso dall'ordine. Un annullo ancora necessario viene ritentato automaticamente.",
    },
  },
  store_credit_used: {
    en: {
      title: "An order that store credit paid in part was rolled back before it was paid.",
      advice:
        "The cart can be paid again and still carries the credit. If your store takes credit off the customer's balance when an order is placed, return the amount shown; then resolve this.",
    },
    it: {
      title:
        "Un ordine pagato in parte con credito del negozio è stato annullato automaticamente prima del pagamento.",
      advice:
        "Il carrello può essere pagato di nuovo e conserva il credito. Se il tuo negozio scala il credito dal saldo del cliente alla creazione dell'ordine, riaccredita l'importo indicato; poi chiudi la segnalazione.",
    },
  },
  draft_not_converted: {
    en: {
      title: "A draft order was paid, but could not become an order.",
      advice:
        "Put right what the reason says and convert the draft to an order: this closes by itself then. The payment is kept; do not take it again.",
    },
    it: {
      title: "Una bozza d'ordine è stata pagata ma non è diventata un ordine.",
      advice:
        "Risolvi la causa indicata e converti la bozza in ordine: la segnalazione si chiude da sola. Il pagamento è conservato; non incassarlo di nuovo.",
    },
  },
  import_failed: {
    en: {
      title: "Something that happened at XPay could not be booked in Medusa.",
      advice:
        "It is tried again automatically. If it lasts, capture or refund exactly the amount shown on the order in Medusa: it is matched then, and nothing is sent to XPay.",
    },
    it: {
      title: "Un'operazione avvenuta su XPay non è stata registrata in Medusa.",
      advice:
        "Viene ritentato automaticamente. Se persiste, cattura o rimborsa in Medusa l'importo esatto indicato sull'ordine: verrà abbinato e a XPay non viene inviato nulla.",
    },
  },
  terminal_missing: {
    en: {
      title: "The terminal of an open payment is not in the store's configuration.",
      advice:
        "Put the terminal back into medusa-config.ts under the same id: the payment then goes on by itself. Until then, capture or void it in XPay's back office.",
    },
    it: {
      title: "Il terminale di un pagamento aperto non è nella configurazione del negozio.",
      advice:
        "Rimetti il terminale in medusa-config.ts con lo stesso id: il pagamento prosegue da solo. Fino ad allora catturalo o annullalo nel back office XPay.",
    },
  },
  card_removal_failing: {
    en: {
      title: "A saved card that was removed is still known to XPay.",
      advice:
        "It cannot be used here any more, and XPay is told again by itself. If it lasts, deactivate the contract in XPay's back office.",
    },
    it: {
      title: "Una carta salvata e poi rimossa è ancora registrata su XPay.",
      advice:
        "Qui non può più essere usata e la rimozione viene ritentata automaticamente. Se persiste, disattiva il contratto nel back office XPay.",
    },
  },
  order_canceled_with_money: {
    en: {
      title: "An order was canceled, but money of it is still held or taken.",
      advice:
        "What is held is being voided by itself. Captured money has to be refunded: do it on the order, or in XPay's back office.",
    },
    it: {
      title: "Un ordine è stato annullato ma del denaro risulta ancora bloccato o incassato.",
      advice:
        "L'importo bloccato viene liberato automaticamente. L'importo incassato va rimborsato: fallo dall'ordine o dal back office XPay.",
    },
  },
  velocity_limit: {
    en: {
      title: "This payment method takes no new payments: too many tries ended without one.",
      advice:
        "Somebody may be testing stolen cards. Payments are accepted again by themselves once the tries stop. If the tries are your customers', raise `cardTesting.perTerminal`.",
    },
    it: {
      title:
        "Questo metodo di pagamento non accetta nuovi pagamenti: troppi tentativi terminati senza incasso.",
      advice:
        "Qualcuno potrebbe star provando carte rubate. I pagamenti vengono accettati di nuovo automaticamente quando i tentativi cessano. Se i tentativi sono dei tuoi clienti, aumenta `cardTesting.perTerminal`.",
    },
  },
  shared_address_limit: {
    en: {
      title: "Shoppers at one address cannot pay: too many tries of many carts came from it.",
      advice:
        "If your store is behind a CDN or proxy, all shoppers may seem to share its address: check the trusted proxies, so that `req.ip` is the shopper's own address. Otherwise somebody may be testing stolen cards. Payments are accepted again by themselves once the tries stop; `cardTesting.perAddress` sets how many are allowed.",
    },
    it: {
      title:
        "Da un indirizzo non è più possibile pagare: troppi tentativi, di molti carrelli, sono arrivati da lì.",
      advice:
        "Se il negozio è dietro una CDN o un proxy, tutti i clienti possono sembrare allo stesso indirizzo: controlla i proxy attendibili, in modo che `req.ip` sia l'indirizzo del cliente. Altrimenti qualcuno potrebbe star provando carte rubate. I pagamenti vengono accettati di nuovo automaticamente quando i tentativi cessano; `cardTesting.perAddress` stabilisce quanti sono ammessi.",
    },
  },
}
