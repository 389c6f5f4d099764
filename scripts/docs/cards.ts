import { behaviourCards, testCards } from "../../src/simulator"

function grouped(pan: string): string {
  return pan.replace(/(\d{4})(?=\d)/g, "$1 ")
}

/** The table of test cards. */
export function testCardTable(): string {
  const nexis = testCards.map(
    ({ pan, circuit, outcome }) =>
      `| ${grouped(pan)} | ${circuit} | ${outcome === "OK" ? "Challenge, then approved" : "Challenge, then declined with 100"} | yes |`
  )
  const ours = behaviourCards.map(
    ({ pan, circuit, says }) => `| ${grouped(pan)} | ${circuit} | ${says} | no |`
  )
  return [
    "| number | circuit | what happens | in XPay's test area |",
    "|---|---|---|---|",
    ...nexis,
    ...ours,
  ].join("\n")
}

/** The cards that the sandbox check pays with: only those of XPay's test environment. */
export function sandboxCardTable(): string {
  const rows = testCards.map(
    ({ pan, circuit, cvv, outcome }) =>
      `| ${grouped(pan)} | ${circuit} | ${cvv} | ${outcome === "OK" ? "approved" : "declined"} after a challenge |`
  )
  return ["| card | circuit | security code | outcome |", "|---|---|---|---|", ...rows].join("\n")
}

/** The cards that most people need first; the whole list is in docs/simulator.md. */
const FIRST_CARDS: readonly { pan: string; en: string; it: string }[] = [
  { pan: "4509034543615006", en: "approved after a challenge", it: "approvata dopo la verifica della banca" },
  { pan: "5100990817896004", en: "approved after a challenge", it: "approvata dopo la verifica della banca" },
  { pan: "4349940199997007", en: "declined", it: "rifiutata" },
  {
    pan: "4000000000010001",
    en: "approved without a challenge (simulator only)",
    it: "approvata senza verifica (solo simulatore)",
  },
  {
    pan: "4000000000001166",
    en: "declined: insufficient funds (simulator only)",
    it: "rifiutata: fondi insufficienti (solo simulatore)",
  },
]

/** A few test cards for the README and the guides. */
export function firstCardTable(locale: "en" | "it"): string {
  const head = { en: "| card | circuit | outcome |", it: "| carta | circuito | esito |" }
  const rows = FIRST_CARDS.map(({ pan, ...texts }) => {
    const known = [...testCards, ...behaviourCards].find((card) => card.pan === pan)
    if (known === undefined) {
      throw new Error(`The simulator does not know the card ${pan}.`)
    }
    return `| ${grouped(pan)} | ${known.circuit} | ${texts[locale]} |`
  })
  return [head[locale], "|---|---|---|", ...rows].join("\n")
}
