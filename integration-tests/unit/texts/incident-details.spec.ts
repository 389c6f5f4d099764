import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import type { CauseReason, IncidentDetail } from "../../../src/domain/incident-detail"
import { LOCALES } from "../../../src/domain/locale"
import { toStored } from "../../../src/modules/xpay/incident-facts"
import { INCIDENT_TEXTS } from "../../../src/texts/incidents"
import { causeText, incidentDetailText } from "../../../src/texts/incident-details"

type Code = IncidentDetail["code"]

const amount = { minor: "123456", currency: "EUR" } as const
const xpayOrderId = "AB12CD34EF56GH78IJ"
/** As each language formats them. */
const EUROS = /€1,234\.56|1\.?234,56\s€/
const words = "No stock of “Tazza”"

/** Details of each code, and what the texts in both languages must contain of them. */
const EXAMPLES: {
  readonly [C in Code]: readonly (readonly [
    facts: Omit<Extract<IncidentDetail, { readonly code: C }>, "code">,
    named: readonly RegExp[],
  ])[]
} = {
  payment: [
    [{ amount, xpayOrderId }, [EUROS, /AB12CD34EF56GH78IJ/]],
    [
      { amount, xpayOrderId, state: "authorized", terminal: "gone" },
      [EUROS, /AB12CD34EF56GH78IJ/, /authorized|autorizzato/, /"gone"/],
    ],
  ],
  deadline: [[{ amount, until: "2026-11-29T23:30:00.000Z" }, [EUROS, /November 30, 2026|30 novembre 2026/]]],
  cause: [
    [{ cause: { words } }, [/^No stock of “Tazza”$/]],
    [{ cause: { databaseError: "57014" } }, [/57014/]],
  ],
  amount_and_cause: [[{ amount, cause: { words } }, [EUROS, /No stock of “Tazza”/]]],
  movement_not_booked: [
    [
      { movement: "cancel_capture", amount, cause: { words } },
      [EUROS, /Cancellation of a capture|Annullamento di una cattura/, /No stock of “Tazza”/],
    ],
  ],
  movement_failed: [
    [
      { movement: "refund", amount, result: "FAILED", xpayOrderId },
      [EUROS, /Refund|Rimborso/, /FAILED/, /AB12CD34EF56GH78IJ/],
    ],
  ],
  capture_canceled: [[{ amount }, [EUROS]]],
  captured_under_review: [
    [{ amount, xpayOrderId }, [EUROS, /held for review|in attesa di verifica/, /AB12CD34EF56GH78IJ/]],
  ],
  amount_mismatch: [
    [{ authorized: { minor: "500", currency: "JPY" }, requested: amount }, [EUROS, /500/, /[¥]|JPY/]],
    [{ authorized: { minor: "2499", currency: "XXX" }, requested: amount }, [EUROS, /2499 XXX/]],
    [{ authorized: { minor: "2499", currency: null }, requested: amount }, [EUROS, /2499 \?/]],
    [{ authorized: { minor: null, currency: "EUR" }, requested: amount }, [EUROS]],
  ],
  unlisted_operation: [
    [
      { type: "CAPTURE", at: "2026-11-29T12:00:00.000Z", xpayOrderId },
      [/CAPTURE/, /November 29, 2026|29 novembre 2026/, /AB12CD34EF56GH78IJ/],
    ],
  ],
  store_credit: [[{ amount, orderId: "order_1" }, [EUROS, /order_1/]]],
  contract: [
    [{ contractId: "contract_1" }, [/contract_1/]],
    [{ contractId: "contract_1", missingProvider: "pp_xpay_gone" }, [/contract_1/, /pp_xpay_gone/]],
  ],
  velocity_limit: [
    [
      { attempts: 30, minutes: 10, carts: 1, by: "terminal" },
      [/30/, /10 min/, /1 (cart|carrello),/, /termina/],
    ],
    [
      { attempts: 31, minutes: 9, carts: 12, by: "address" },
      [/31/, /9 min/, /12 (carts|carrelli),/, /network|rete/],
    ],
  ],
}

const DETAILS = Object.entries(EXAMPLES).flatMap(([code, examples]) =>
  examples.map(([facts, named]) => [code, { code, ...facts } as IncidentDetail, named] as const)
)

const REASONS: Readonly<Record<CauseReason, true>> = {
  order_paid_otherwise: true,
  cart_paid_otherwise: true,
  session_gone: true,
  cart_changed: true,
  no_order: true,
  link_not_due: true,
  nothing_booked: true,
  under_review: true,
}

describe("the facts of an incident", () => {
  it.each(DETAILS)("have a sentence in both languages that names them: %s %j", (_, detail, named) => {
    for (const locale of LOCALES) {
      const text = incidentDetailText(detail, locale)
      expect(named.filter((fact) => !fact.test(text))).toEqual([])
      expect(text).not.toMatch(/undefined|\bnull\b|\[object/)
    }
  })

  it.each(DETAILS)("do not read the same in both languages: %s %j", (code, detail) => {
    const isOfOthers = code === "cause" && JSON.stringify(detail).includes("words")
    expect(incidentDetailText(detail, "en") === incidentDetailText(detail, "it")).toBe(isOfOthers)
  })

  it.each(DETAILS)("are plain JSON: %s %j", (_, detail) => {
    const stored = JSON.parse(toStored(detail)) as IncidentDetail
    expect(stored).toEqual(detail)
    expect(incidentDetailText(stored, "it")).toBe(incidentDetailText(detail, "it"))
  })

  it("are stored without what PostgreSQL's JSON cannot hold", () => {
    const detail: IncidentDetail = { code: "cause", cause: { words: "No\0 stock \ud83d of ☕ 😀" } }
    expect(JSON.parse(toStored(detail))).toEqual({ code: "cause", cause: { words: "No stock  of ☕ 😀" } })
  })

  it("give way to nothing where another version has stored them", () => {
    expect(incidentDetailText({ code: "from_a_newer_version" } as never, "it")).toBe("")
  })

  it.each<[string, object]>([
    ["a cause", { code: "cause", cause: { reason: "from_a_newer_version" } }],
    ["a cause of an amount", { code: "amount_and_cause", amount, cause: { reason: "newer" } }],
    ["a cause without facts", { code: "cause" }],
    ["a movement", { code: "movement_failed", movement: "newer", amount, result: "FAILED", xpayOrderId }],
    ["a movement not booked", { code: "movement_not_booked", movement: "newer", amount, cause: { words } }],
    ["a date", { code: "deadline", amount, until: "soon" }],
    ["a date of an operation", { code: "unlisted_operation", type: "CAPTURE", at: "", xpayOrderId }],
    ["an amount", { code: "capture_canceled", amount: { minor: "12.90", currency: "EUR" } }],
    ["an empty amount", { code: "capture_canceled", amount: { minor: "", currency: "EUR" } }],
    [
      "an amount in an unknown currency",
      { code: "capture_canceled", amount: { minor: "x", currency: "XXX" } },
    ],
    ["a missing amount", { code: "store_credit", orderId: "order_1" }],
    ["a state", { code: "payment", amount, xpayOrderId, state: "newer" }],
  ])("give way to nothing where they cannot be read: %s", (_, detail) => {
    expect(LOCALES.map((locale) => incidentDetailText(detail as never, locale))).toEqual(
      LOCALES.map(() => "")
    )
  })

  it("say where a capture that XPay canceled is booked", () => {
    const detail: IncidentDetail = { code: "capture_canceled", amount }
    expect(incidentDetailText(detail, "en")).toBe(
      "A capture of €1,234.56 was canceled at XPay. It is booked here as a refund; the amount is authorized again at XPay."
    )
    expect(incidentDetailText(detail, "it")).toMatch(/registrata come rimborso; .* di nuovo autorizzato/)
  })

  it("come with advice that books nothing twice: a canceled capture is booked already", () => {
    const { en, it: italian } = INCIDENT_TEXTS.amounts_differ
    expect(en.advice).toMatch(/^Compare the amounts .* book only what is missing/)
    expect(italian.advice).toMatch(/^Confronta gli importi .* solo ciò che manca/)
  })
})

describe("why something was not done", () => {
  it.each(Object.keys(REASONS) as CauseReason[])("is said in both languages: %s", (reason) => {
    const texts = LOCALES.map((locale) => causeText({ reason }, locale))
    expect(texts).toEqual(LOCALES.map(() => expect.stringMatching(/^.+\.$/)))
    expect(new Set(texts).size).toBe(LOCALES.length)
  })
})

describe("every code and every reason", () => {
  const source = sourceOf(path.join(__dirname, "../../../src"))

  it.each(Object.keys(EXAMPLES))("is raised somewhere: %s", (code) => {
    expect(source).toContain(`code: "${code}"`)
  })

  it.each(Object.keys(REASONS))("is given somewhere: %s", (reason) => {
    expect(source).toMatch(new RegExp(`reason: [^}]*"${reason}"`))
  })

  it.each(LOCALES)("can be read of a row whose currency nobody knows: %s", (locale) => {
    const strange = { code: "payment", amount: { minor: "100", currency: "XXX" }, xpayOrderId }
    expect(incidentDetailText(strange as IncidentDetail, locale)).toMatch(/^100 XXX \(/)
  })
})

/** The code that raises incidents, without types and texts. */
function sourceOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ts$/.test(file) && !/^(domain|texts|admin|simulator|storefront)\//.test(file))
    .map((file) => readFileSync(path.join(folder, file), "utf8"))
    .join("\n")
}
