import type { Locale } from "../domain/locale"

/** The checks, in the order of the report. */
export const CHECK_TITLES = {
  connection: { en: "Connection and API key", it: "Connessione e chiave API" },
  production: { en: "Permission to take cards", it: "Autorizzazione a trattare le carte" },
  capture: { en: "Capture mode", it: "Modalità di cattura" },
  methods: { en: "Payment methods", it: "Metodi di pagamento" },
  notifications: { en: "Address for XPay's notifications", it: "Indirizzo per le notifiche di XPay" },
  storefront: { en: "Addresses of the shop", it: "Indirizzi del negozio" },
  vault: { en: "Card vault", it: "Archivio temporaneo delle carte" },
  locking: { en: "Locks between processes", it: "Blocchi tra processi" },
  job: { en: "Reconciliation every minute", it: "Riconciliazione ogni minuto" },
  database: { en: "Tables", it: "Tabelle" },
  payments: { en: "Payments of other terminals", it: "Pagamenti di altri terminali" },
  clock: { en: "Clock", it: "Orologio" },
} as const satisfies Record<string, Readonly<Record<Locale, string>>>

export type CheckName = keyof typeof CHECK_TITLES

/** `error`: payments fail or are at risk. `warning`: something does not work as it should, or soon will not. */
export type CheckStatus = "ok" | "warning" | "error"

interface FindingTexts extends Readonly<Record<Locale, string>> {
  readonly check: CheckName
  readonly status: CheckStatus
}

/**
 * All possible findings about a terminal: the meaning and, unless it is good, what to do. `{name}` is replaced by a
 * fact.
 */
export const FINDINGS = {
  accepted_production: {
    check: "connection",
    status: "ok",
    en: "XPay ({host}) answers and accepts the key. This is production: real money moves.",
    it: "XPay ({host}) risponde e accetta la chiave. Questa è la produzione: il denaro è vero.",
  },
  accepted_sandbox: {
    check: "connection",
    status: "ok",
    en: "XPay ({host}) answers and accepts the key. This is Nexi's test area: test cards only, no money moves.",
    it: "XPay ({host}) risponde e accetta la chiave. Questa è l'area di test di Nexi: solo carte di prova, nessun movimento di denaro.",
  },
  accepted_simulator: {
    check: "connection",
    status: "ok",
    en: "The simulator ({host}) answers and accepts the key. Nothing is real here; remove `baseUrl` to use XPay.",
    it: "Il simulatore ({host}) risponde e accetta la chiave. Qui nulla è reale; togli `baseUrl` per usare XPay.",
  },
  key_refused: {
    check: "connection",
    status: "error",
    en: "XPay ({host}) does not accept the API key ({answer}): nothing can be paid. Give `apiKey` the key of this terminal for `{environment}`; keys of the test area and of production differ.",
    it: "XPay ({host}) non accetta la chiave API ({answer}): non è possibile pagare. Imposta in `apiKey` la chiave di questo terminale per `{environment}`; le chiavi dell'area di test e della produzione sono diverse.",
  },
  key_of_plugin: {
    check: "connection",
    status: "error",
    en: "The key is one for Nexi's ready-made plugins, not for direct use of the API ({answer}): nothing can be paid. Make a key for the API in the XPay back office and give it to `apiKey`.",
    it: "La chiave è quella per i moduli pronti di Nexi, non per l'uso diretto dell'API ({answer}): non è possibile pagare. Crea una chiave per l'API nel back office XPay e impostala in `apiKey`.",
  },
  refused: {
    check: "connection",
    status: "error",
    en: "XPay ({host}) refuses to answer for this terminal ({answer}). Ask Nexi whether it is active.",
    it: "XPay ({host}) rifiuta di rispondere per questo terminale ({answer}). Chiedi a Nexi se è attivo.",
  },
  unreachable: {
    check: "connection",
    status: "error",
    en: "This server cannot reach XPay ({host}, {answer}): nothing can be paid until it can. Allow outgoing https to this host in the firewall, and check DNS and proxy (`HTTPS_PROXY`).",
    it: "Questo server non raggiunge XPay ({host}, {answer}): finché non ci riesce non è possibile pagare. Consenti nel firewall l'https in uscita verso questo host e verifica DNS e proxy (`HTTPS_PROXY`).",
  },
  no_answer: {
    check: "connection",
    status: "error",
    en: "XPay ({host}) gives no usable answer ({answer}). If it lasts, something between this server and XPay blocks it, or XPay has a fault: ask Nexi.",
    it: "XPay ({host}) non dà una risposta utilizzabile ({answer}). Se persiste, qualcosa tra questo server e XPay fa da ostacolo oppure XPay ha un guasto: chiedi a Nexi.",
  },
  not_production: {
    check: "production",
    status: "ok",
    en: "Not needed outside production. Before going live Nexi has to check the merchant's PCI DSS SAQ D; then set `saqDVerifiedByNexi: true`.",
    it: "Non serve fuori dalla produzione. Prima di andare in produzione Nexi deve verificare il SAQ D PCI DSS dell'esercente; poi imposta `saqDVerifiedByNexi: true`.",
  },
  saq_confirmed: {
    check: "production",
    status: "ok",
    en: "Nexi's verification of the PCI DSS SAQ D is confirmed in the options: cards are accepted.",
    it: "Nelle opzioni è confermato che Nexi ha verificato il SAQ D PCI DSS: le carte sono accettate.",
  },
  saq_missing: {
    check: "production",
    status: "warning",
    en: "The plugin takes no card on the shop's own form or by phone, because it is not confirmed that Nexi has verified the PCI DSS SAQ D. When it has, set `saqDVerifiedByNexi: true`. XPay's own page works without it.",
    it: "Non vengono accettate carte nel modulo del negozio né al telefono, perché nessuno ha dichiarato che Nexi ha verificato il SAQ D PCI DSS. Quando lo avrà fatto, imposta `saqDVerifiedByNexi: true`. La pagina di XPay funziona anche senza.",
  },
  capture_proved: {
    check: "capture",
    status: "ok",
    en: "As declared: {declared}. The last card payments agree.",
    it: "Come dichiarato: {declared}. Gli ultimi pagamenti con carta lo confermano.",
  },
  capture_unproved: {
    check: "capture",
    status: "ok",
    en: "Declared: {declared}. No card payment has confirmed it yet; make one before going live.",
    it: "Dichiarato: {declared}. Nessun pagamento con carta lo ha ancora dimostrato; fanne uno prima di andare in produzione.",
  },
  capture_contradicted: {
    check: "capture",
    status: "error",
    en: 'XPay refused the last card payment because of its capture type (PS0026): this terminal very likely captures automatically. Set `accounting: "implicit"` and `capture: "automatic"`, or ask Nexi for explicit accounting.',
    it: 'XPay ha rifiutato l\'ultimo pagamento con carta per il tipo di contabilizzazione (PS0026): molto probabilmente questo terminale incassa subito. Imposta `accounting: "implicit"` e `capture: "automatic"`, oppure chiedi a Nexi la contabilizzazione esplicita.',
  },
  methods_on: {
    check: "methods",
    status: "ok",
    en: "Enabled in the regions and on the terminal: {names}.",
    it: "Attivi nelle regioni e sul terminale: {names}.",
  },
  methods_more: {
    check: "methods",
    status: "ok",
    en: "The terminal also has {names}: enable what you want under Settings → Regions.",
    it: "Il terminale ha anche {names}: attiva ciò che desideri in Impostazioni → Regioni.",
  },
  methods_none: {
    check: "methods",
    status: "warning",
    en: "No region pays through this terminal. Enable its providers under Settings → Regions.",
    it: "Nessuna regione paga con questo terminale. Attiva i suoi provider in Impostazioni → Regioni.",
  },
  methods_missing: {
    check: "methods",
    status: "warning",
    en: "Enabled in {regions}, but the terminal does not have it: {names}. Shoppers do not see it. Ask Nexi to add it, or disable it under Settings → Regions.",
    it: "Attivo in {regions}, ma il terminale non lo ha: {names}. I clienti non lo vedono. Chiedi a Nexi di aggiungerlo, oppure disattivalo in Impostazioni → Regioni.",
  },
  cards_missing: {
    check: "methods",
    status: "error",
    en: "Cards are enabled in {regions}, but the terminal has no card circuit: every card will be refused. Ask Nexi, or disable cards under Settings → Regions.",
    it: "Le carte sono attive in {regions}, ma il terminale non ha alcun circuito di carte: ogni carta verrà rifiutata. Chiedi a Nexi, oppure disattiva le carte in Impostazioni → Regioni.",
  },
  staff_provider_in_region: {
    check: "methods",
    status: "warning",
    en: "MOTO payments or payment links are enabled in {regions}. They are for the shop's staff; shoppers are refused. Disable them under Settings → Regions: the dashboard does not need them there.",
    it: "I pagamenti telefonici o i link di pagamento sono attivi in {regions}. Sono per il personale del negozio; ai clienti vengono rifiutati. Disattivali in Impostazioni → Regioni: alla dashboard lì non servono.",
  },
  methods_unknown: {
    check: "methods",
    status: "warning",
    en: "XPay could not be queried for the methods of the terminal; see the connection.",
    it: "Non è stato possibile chiedere a XPay quali metodi ha il terminale; vedi la connessione.",
  },
  notifications_fine: {
    check: "notifications",
    status: "ok",
    en: "{url} can be reached.",
    it: "{url} è raggiungibile.",
  },
  notifications_simulated: {
    check: "notifications",
    status: "ok",
    en: "{url} is good enough for the simulator. XPay itself needs a public https address.",
    it: "{url} va bene per il simulatore. XPay invece ha bisogno di un indirizzo https pubblico.",
  },
  notifications_private: {
    check: "notifications",
    status: "warning",
    en: "XPay cannot reach {url} from the internet, so its notifications do not arrive. The reconciliation job still finds payments on XPay's page, within a minute or two. Set `backendUrl` to the public https address of this server.",
    it: "XPay non può raggiungere {url} da internet, quindi le sue notifiche non arrivano. I pagamenti sulla pagina di XPay emergono comunque entro un minuto o due, grazie alla riconciliazione. Imposta `backendUrl` con l'indirizzo https pubblico di questo server.",
  },
  notifications_port: {
    check: "notifications",
    status: "error",
    en: "XPay delivers to ports 80 and 443 only, and {url} has another: it may refuse to open its page at all. Put the server behind a proxy on 443 and set `backendUrl` to it.",
    it: "XPay invia solo alle porte 80 e 443, e {url} ne ha un'altra: potrebbe rifiutare del tutto di aprire la sua pagina. Metti il server dietro un proxy sulla 443 e imposta quell'indirizzo in `backendUrl`.",
  },
  notifications_other_port: {
    check: "notifications",
    status: "warning",
    en: "{url} leads to another port than {port}, at which this server listens: notifications and returning shoppers are lost. Correct `backendUrl` or PORT, unless a proxy or a container connects the two ports.",
    it: "{url} porta a una porta diversa dalla {port}, su cui è in ascolto questo server: notifiche e clienti di ritorno si perdono. Correggi `backendUrl` o PORT, a meno che un proxy o un container colleghi le due porte.",
  },
  notifications_silent: {
    check: "notifications",
    status: "warning",
    en: "{url} does not answer when this server calls it ({answer}). Some networks do not allow a server to call its own public address; if yours does, check DNS, proxy and certificate.",
    it: "{url} non risponde quando questo server lo chiama ({answer}). Alcune reti non permettono a un server di chiamare il proprio indirizzo pubblico; se la tua lo permette, verifica DNS, proxy e certificato.",
  },
  notifications_stranger: {
    check: "notifications",
    status: "error",
    en: "A server other than this Medusa server answers at {url} ({answer}): notifications and returning shoppers are lost. Correct `backendUrl`, or the proxy in front of the server.",
    it: "A {url} risponde qualcosa di diverso da questo server Medusa ({answer}): notifiche e clienti di ritorno si perdono. Correggi `backendUrl` oppure il proxy davanti al server.",
  },
  storefront_fine: {
    check: "storefront",
    status: "ok",
    en: "Shoppers are sent back to {urls} only, and pages there may call this server.",
    it: "I clienti vengono rimandati solo a {urls}, e le pagine lì possono chiamare questo server.",
  },
  storefront_not_in_cors: {
    check: "storefront",
    status: "error",
    en: "Browsers will not let pages of {origins} call this server, so no card can be sent from there. Add it to `projectConfig.http.storeCors` (`STORE_CORS`).",
    it: "I browser non permettono alle pagine di {origins} di chiamare questo server, quindi da lì non è possibile inviare una carta. Aggiungilo a `projectConfig.http.storeCors` (`STORE_CORS`).",
  },
  vault_memory: {
    check: "vault",
    status: "ok",
    en: "In the memory of this process, encrypted. Right for one server process; several need `vault.redisUrl` and `vault.key`.",
    it: "Nella memoria di questo processo, cifrate. Va bene con un solo processo; con più processi servono `vault.redisUrl` e `vault.key`.",
  },
  vault_memory_several: {
    check: "vault",
    status: "warning",
    en: "In the memory of this process, but {sign}. With several server processes a shopper may return to another one and have to enter the card again: set `vault.redisUrl` and `vault.key`. With one server process nothing needs to be done.",
    it: "Nella memoria di questo processo, ma {sign}. Con più processi server il cliente può tornare su un altro e dover reinserire la carta: imposta `vault.redisUrl` e `vault.key`. Con un solo processo server va tutto bene.",
  },
  vault_redis: {
    check: "vault",
    status: "ok",
    en: "In Redis, encrypted under a key that Redis does not have. Redis answers.",
    it: "In Redis, cifrate con una chiave che Redis non ha. Redis risponde.",
  },
  vault_down: {
    check: "vault",
    status: "error",
    en: "Redis at `vault.redisUrl` does not keep what it is given: no card payment can pass the bank's page. It must run, allow this server in, and be version 6.2 or newer.",
    it: "Redis in `vault.redisUrl` non conserva ciò che riceve: nessun pagamento con carta può superare la pagina della banca. Deve essere attivo, accettare questo server ed essere in versione 6.2 o successiva.",
  },
  locking_memory: {
    check: "locking",
    status: "ok",
    en: "Medusa's lock is in the memory of this process. Right for one process; several need its Redis or PostgreSQL locking module.",
    it: "Il blocco di Medusa è nella memoria di questo processo. Va bene con un solo processo; con più processi serve il suo modulo di locking per Redis o PostgreSQL.",
  },
  locking_memory_several: {
    check: "locking",
    status: "error",
    en: "Medusa's lock is in the memory of this process, but {sign}. Two processes could work on the same cart at once. Use Medusa's locking module for Redis or PostgreSQL.",
    it: "Il blocco di Medusa è nella memoria di questo processo, ma {sign}. Due processi potrebbero lavorare insieme sullo stesso carrello. Usa il modulo di locking di Medusa per Redis o PostgreSQL.",
  },
  locking_shared: {
    check: "locking",
    status: "ok",
    en: "Medusa's lock ({provider}) holds across processes.",
    it: "Il blocco di Medusa ({provider}) vale tra più processi.",
  },
  job_runs: {
    check: "job",
    status: "ok",
    en: "Last run {seconds} seconds ago.",
    it: "Ultima esecuzione {seconds} secondi fa.",
  },
  job_not_yet: {
    check: "job",
    status: "warning",
    en: "It has not run yet. Check again two minutes after the start of the server.",
    it: "Non è ancora stata eseguita. Ricontrolla due minuti dopo l'avvio del server.",
  },
  job_stopped: {
    check: "job",
    status: "error",
    en: "It last succeeded {minutes} minutes ago. Lost responses and changes made in the XPay back office are not detected. Is XPay reachable, and does a process run with `workerMode` `shared` or `worker`?",
    it: "L'ultima riuscita risale a {minutes} minuti fa. Le risposte perse e le operazioni da back office non vengono rilevate. XPay è raggiungibile, e c'è un processo con `workerMode` `shared` o `worker`?",
  },
  payments_reachable: {
    check: "payments",
    status: "ok",
    en: "Every open payment has its terminal in the configuration.",
    it: "Ogni pagamento aperto ha il suo terminale nella configurazione.",
  },
  payments_without_terminal: {
    check: "payments",
    status: "error",
    en: "Open payments whose terminal is not in medusa-config.ts: {terminals}. They cannot be captured, refunded or voided here. Put the terminal back into the payment module's providers, under the same id, until they are done.",
    it: "Pagamenti aperti il cui terminale non è in medusa-config.ts: {terminals}. Qui nessuno può catturarli, rimborsarli o annullarli. Rimetti il terminale tra i provider del modulo di pagamento, con lo stesso id, finché non sono conclusi.",
  },
  database_fine: {
    check: "database",
    status: "ok",
    en: "Present and up to date.",
    it: "Presenti e aggiornate.",
  },
  tables_missing: {
    check: "database",
    status: "error",
    en: "The plugin's tables are missing: no payment can be made. Run `npx medusa db:migrate` and restart.",
    it: "Le tabelle del plugin mancano: non è possibile pagare. Esegui `npx medusa db:migrate` e riavvia.",
  },
  migrations_pending: {
    check: "database",
    status: "error",
    en: "Changes to the plugin's tables have not been made yet ({names}). Run `npx medusa db:migrate` and restart.",
    it: "Alcune modifiche alle tabelle del plugin non sono ancora state applicate ({names}). Esegui `npx medusa db:migrate` e riavvia.",
  },
  clock_fine: {
    check: "clock",
    status: "ok",
    en: "Agrees with XPay's within {seconds} seconds.",
    it: "Concorda con quello di XPay entro {seconds} secondi.",
  },
  clock_off: {
    check: "clock",
    status: "warning",
    en: "Differs from XPay's by {seconds} seconds. Changes made in the XPay back office may be found late or not at all, and expiry times are off. Let this server set its clock from the network (NTP).",
    it: "Differisce da quello di XPay di {seconds} secondi. Le operazioni fatte nel back office XPay possono emergere tardi o mai, e le scadenze sono sfasate. Imposta l'orologio del server dalla rete (NTP).",
  },
} as const satisfies Record<string, FindingTexts>

export type FindingKind = keyof typeof FINDINGS

/** The `sign` of `vault_memory_several` and `locking_memory_several`: the configuration for several processes. */
export const SIGNS_OF_SEVERAL_PROCESSES = {
  lock_is_shared: {
    en: "Medusa's locking module is set up for several processes",
    it: "il modulo di locking di Medusa è configurato per più processi",
  },
  vault_is_shared: {
    en: "`vault.redisUrl` is set, which is for several processes",
    it: "`vault.redisUrl` è impostato, e serve con più processi",
  },
  split_by_mode: {
    en: "`workerMode` splits this shop over several processes",
    it: "`workerMode` divide questo negozio su più processi",
  },
  cluster: {
    en: "this server runs as a cluster of processes (`--cluster`, pm2)",
    it: "questo server gira come cluster di processi (`--cluster`, pm2)",
  },
  events_are_shared: {
    en: "Medusa's events are set up for several processes",
    it: "gli eventi di Medusa sono configurati per più processi",
  },
} as const satisfies Record<string, Record<Locale, string>>

/** One finding. `facts` fill the placeholders in its text. */
export interface Finding {
  readonly kind: FindingKind
  readonly facts?: Readonly<Record<string, string | number | Readonly<Record<Locale, string>>>>
}

/** The text of one check. */
export interface Check {
  readonly name: CheckName
  readonly status: CheckStatus
  readonly title: string
  /** What it means and what to do. */
  readonly text: string
}

const WORST_FIRST = ["error", "warning"] as const

/** Converts findings into checks: one check per subject, with the worst status of its findings. */
export function describeFindings(findings: readonly Finding[], locale: Locale): Check[] {
  return (Object.keys(CHECK_TITLES) as CheckName[]).flatMap((name) => {
    const own = findings.filter(({ kind }) => FINDINGS[kind].check === name)
    if (own.length === 0) {
      return []
    }
    const status = WORST_FIRST.find((one) => own.some(({ kind }) => FINDINGS[kind].status === one)) ?? "ok"
    const text = own.map((finding) => wordsFor(finding, locale)).join(" ")
    return [{ name, status, title: CHECK_TITLES[name][locale], text }]
  })
}

function wordsFor({ kind, facts = {} }: Finding, locale: Locale): string {
  return FINDINGS[kind][locale].replace(/\{(\w+)\}/g, (gap, name: string) => {
    const fact = facts[name]
    return fact === undefined ? gap : typeof fact === "object" ? fact[locale] : String(fact)
  })
}
