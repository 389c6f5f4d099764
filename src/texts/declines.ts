import type { Locale } from "../domain/locale"
import type { DeclineReason } from "../domain/declines"

interface DeclineTexts {
  /** Safe for a shopper: never says that a card is reported lost, stolen or suspected of fraud. */
  readonly shopper: string
  /** For the clerk, who decides what to tell the customer. */
  readonly clerk: string
}

/** Text for the shopper: what happened, that nothing was charged, what to do. */
export function shopperDeclineText(reason: DeclineReason, locale: Locale): string {
  return DECLINES[reason][locale].shopper
}

/** Text for the clerk, fuller than the shopper's. */
export function clerkDeclineText(reason: DeclineReason, locale: Locale): string {
  return DECLINES[reason][locale].clerk
}

const GENERIC_EN =
  "Your bank declined the payment. Nothing was charged. Please try another card or contact your bank."

const GENERIC_IT =
  "La tua banca ha rifiutato il pagamento. Non è stato addebitato nulla. Prova con un'altra carta o contatta la tua banca."

const DECLINES: Readonly<Record<DeclineReason, Readonly<Record<Locale, DeclineTexts>>>> = {
  insufficient_funds: {
    en: {
      shopper:
        "There is not enough money available on this card. Nothing was charged. Please try another card.",
      clerk: "Insufficient funds. You may tell the customer, and ask for another card.",
    },
    it: {
      shopper:
        "La disponibilità della carta non è sufficiente. Non è stato addebitato nulla. Prova con un'altra carta.",
      clerk: "Fondi insufficienti. Puoi dirlo al cliente e chiedere un'altra carta.",
    },
  },
  limit_exceeded: {
    en: {
      shopper:
        "The payment is above a limit of this card. Nothing was charged. Please try another card or ask your bank.",
      clerk:
        "The card's limit (amount or number of uses) is exceeded. You may tell the customer, and ask for another card.",
    },
    it: {
      shopper:
        "Il pagamento supera un limite della carta. Non è stato addebitato nulla. Prova con un'altra carta o chiedi alla tua banca.",
      clerk:
        "Superato il limite della carta (importo o numero di utilizzi). Puoi dirlo al cliente e chiedere un'altra carta.",
    },
  },
  card_expired: {
    en: {
      shopper:
        "The card has expired, or the expiry date is not right. Nothing was charged. Please check the date or try another card.",
      clerk: "Card expired or wrong expiry date. Check the date with the customer, or ask for another card.",
    },
    it: {
      shopper:
        "La carta è scaduta o la data di scadenza non è corretta. Non è stato addebitato nulla. Controlla la data o prova con un'altra carta.",
      clerk:
        "Carta scaduta o data di scadenza errata. Ricontrolla la data con il cliente o chiedi un'altra carta.",
    },
  },
  card_invalid: {
    en: {
      shopper:
        "The bank does not recognise this card. Nothing was charged. Please check the number or try another card.",
      clerk:
        "The issuer does not know the card, or it is not active. Check the number with the customer, or ask for another card.",
    },
    it: {
      shopper:
        "La banca non riconosce questa carta. Non è stato addebitato nulla. Controlla il numero o prova con un'altra carta.",
      clerk:
        "L'emittente non riconosce la carta, o la carta non è attiva. Ricontrolla il numero con il cliente o chiedi un'altra carta.",
    },
  },
  card_blocked: {
    en: {
      shopper: GENERIC_EN,
      clerk:
        "The issuer blocks this card (reported lost, stolen, or suspected of fraud). Do not say why: ask for another card, or for the customer to call the bank. Do not try this card again.",
    },
    it: {
      shopper: GENERIC_IT,
      clerk:
        "L'emittente blocca questa carta (segnalata come smarrita, rubata o sospetta). Non dire il motivo: chiedi un'altra carta o invita il cliente a chiamare la banca. Non riprovare con questa carta.",
    },
  },
  pin: {
    en: {
      shopper: GENERIC_EN,
      clerk:
        "The issuer refused because of the card's PIN or security code. Check the code, or ask for another card.",
    },
    it: {
      shopper: GENERIC_IT,
      clerk:
        "L'emittente ha rifiutato per via del PIN o del codice di sicurezza. Ricontrolla il codice o chiedi un'altra carta.",
    },
  },
  not_permitted: {
    en: {
      shopper: "This card cannot be used for this payment. Nothing was charged. Please try another card.",
      clerk:
        "The issuer or the terminal does not permit this payment with this card. Ask for another card; if it happens with every card, have the terminal's set-up checked with Nexi.",
    },
    it: {
      shopper:
        "Questa carta non può essere usata per questo pagamento. Non è stato addebitato nulla. Prova con un'altra carta.",
      clerk:
        "L'emittente o il terminale non consente questo pagamento con questa carta. Chiedi un'altra carta; se succede con ogni carta, fai verificare a Nexi la configurazione del terminale.",
    },
  },
  do_not_retry: {
    en: {
      shopper:
        "This card cannot be tried again for this payment. Nothing was charged. Please use another card or contact your bank.",
      clerk:
        "Too many tries: the circuits forbid another one with this card. Ask for another card, or for the customer to call the bank.",
    },
    it: {
      shopper:
        "Questa carta non può essere riprovata per questo pagamento. Non è stato addebitato nulla. Usa un'altra carta o contatta la tua banca.",
      clerk:
        "Troppi tentativi: i circuiti vietano di riprovare con questa carta. Chiedi un'altra carta o invita il cliente a chiamare la banca.",
    },
  },
  issuer_declined: {
    en: {
      shopper: GENERIC_EN,
      clerk:
        "The issuer declined without giving a reason. Ask for another card, or for the customer to call the bank.",
    },
    it: {
      shopper: GENERIC_IT,
      clerk:
        "L'emittente ha rifiutato senza indicare il motivo. Chiedi un'altra carta o invita il cliente a chiamare la banca.",
    },
  },
  issuer_unavailable: {
    en: {
      shopper:
        "Your bank cannot be reached right now. Nothing was charged. Please try again in a few minutes or use another card.",
      clerk: "The issuer cannot be reached. Try again in a few minutes, or ask for another card.",
    },
    it: {
      shopper:
        "La tua banca non è raggiungibile in questo momento. Non è stato addebitato nulla. Riprova tra qualche minuto o usa un'altra carta.",
      clerk: "L'emittente non è raggiungibile. Riprova tra qualche minuto o chiedi un'altra carta.",
    },
  },
  risk: {
    en: {
      shopper:
        "The payment could not be accepted. Nothing was charged. Please try another card or another payment method.",
      clerk: "XPay's risk check refused the payment. Do not say why. The rules are in the XPay back office.",
    },
    it: {
      shopper:
        "Il pagamento non può essere accettato. Non è stato addebitato nulla. Prova con un'altra carta o un altro metodo di pagamento.",
      clerk:
        "Il controllo antifrode di XPay ha rifiutato il pagamento. Non dire il motivo. Le regole sono nel back office XPay.",
    },
  },
  authentication_failed: {
    en: {
      shopper:
        "Your bank could not confirm that it is you. Nothing was charged. Please try again or use another card.",
      clerk: "3-D Secure did not confirm the cardholder.",
    },
    it: {
      shopper:
        "La tua banca non ha potuto confermare la tua identità. Non è stato addebitato nulla. Riprova o usa un'altra carta.",
      clerk: "Il 3-D Secure non ha confermato il titolare.",
    },
  },
  canceled: {
    en: {
      shopper: "You left the payment before it was finished. Nothing was charged. You can try again.",
      clerk: "The customer gave up the payment.",
    },
    it: {
      shopper:
        "Hai lasciato il pagamento prima di completarlo. Non è stato addebitato nulla. Puoi riprovare.",
      clerk: "Il cliente ha abbandonato il pagamento.",
    },
  },
  expired: {
    en: {
      shopper: "The time to pay ran out. Nothing was charged. Please try again.",
      clerk: "The payment ran out of time.",
    },
    it: {
      shopper: "Il tempo per pagare è scaduto. Non è stato addebitato nulla. Riprova.",
      clerk: "Il tempo per il pagamento è scaduto.",
    },
  },
  technical: {
    en: {
      shopper:
        "The payment could not be made because of a technical problem. Nothing was charged. Please try again.",
      clerk:
        "XPay reported a technical failure of this payment. Nothing was charged. Try again; if it goes on, contact Nexi with the ids shown here.",
    },
    it: {
      shopper: "Il pagamento non è riuscito per un problema tecnico. Non è stato addebitato nulla. Riprova.",
      clerk:
        "XPay ha segnalato un errore tecnico. Non è stato addebitato nulla. Riprova; se continua, contatta Nexi con gli identificativi mostrati qui.",
    },
  },
}
