import { reasonColumns } from "../../../src/domain/attempt-reason"
import { declineReason, isDeclineReason, nextTry } from "../../../src/domain/declines"
import { toLocale } from "../../../src/domain/locale"
import { newOrderId } from "../../../src/domain/order-id"
import { shopperView } from "../../../src/texts/shopper-view"
import { ATTEMPT_STATES, type AttemptState } from "../../../src/domain/attempt-state"
import { clerkDeclineText, shopperDeclineText } from "../../../src/texts/declines"

const ALL_REASONS = [
  "insufficient_funds",
  "limit_exceeded",
  "card_expired",
  "card_invalid",
  "card_blocked",
  "pin",
  "not_permitted",
  "do_not_retry",
  "issuer_declined",
  "issuer_unavailable",
  "risk",
  "authentication_failed",
  "canceled",
  "expired",
  "technical",
] as const

describe("why a payment was refused", () => {
  it.each([
    ["116", "insufficient_funds"],
    ["121", "limit_exceeded"],
    ["101", "card_expired"],
    ["111", "card_invalid"],
    ["208", "card_blocked"],
    ["413", "do_not_retry"],
    ["911", "issuer_unavailable"],
    ["100", "issuer_declined"],
    ["777", "issuer_declined"],
    [undefined, "issuer_declined"],
  ])("reads the issuer's code %s as %s", (code, reason) => {
    expect(declineReason("declined", code)).toBe(reason)
  })

  it("does not let an issuer's code hide that XPay itself refused", () => {
    expect(declineReason("denied_by_risk", "116")).toBe("risk")
    expect(declineReason("authentication_failed", "000")).toBe("authentication_failed")
  })

  it("has words for shopper and clerk in both languages, and a next step, for every reason", () => {
    for (const reason of ALL_REASONS) {
      expect(isDeclineReason(reason)).toBe(true)
      for (const locale of ["en", "it"] as const) {
        expect(shopperDeclineText(reason, locale).length).toBeGreaterThan(20)
        expect(clerkDeclineText(reason, locale).length).toBeGreaterThan(20)
      }
      expect(shopperDeclineText(reason, "en")).not.toBe(shopperDeclineText(reason, "it"))
      expect(["same_card", "other_card", "later"]).toContain(nextTry(reason))
    }
  })

  it("never tells a shopper that a card is reported lost, stolen or suspected", () => {
    const blocked = shopperDeclineText("card_blocked", "en")
    expect(blocked).toBe(shopperDeclineText("issuer_declined", "en"))
    for (const reason of ALL_REASONS) {
      expect(shopperDeclineText(reason, "en")).not.toMatch(/lost|stolen|fraud|suspect/i)
      expect(shopperDeclineText(reason, "it")).not.toMatch(/smarrit|rubat|frod|sospett/i)
    }
  })
})

describe("what a shopper is told", () => {
  it("is something for every state, in both languages", () => {
    for (const state of Object.keys(ATTEMPT_STATES) as AttemptState[]) {
      for (const locale of ["en", "it"]) {
        const view = shopperView({ state, ...reasonColumns(null), locale })
        expect(view.message.length).toBeGreaterThan(10)
      }
    }
  })

  it("invites to another try only when nothing can be charged any more", () => {
    for (const state of Object.keys(ATTEMPT_STATES) as AttemptState[]) {
      const { status, retry } = shopperView({ state, ...reasonColumns(null), locale: "en" })
      expect(retry !== undefined).toBe(["declined", "canceled", "voided"].includes(status))
    }
    const verifying = { state: "authorizing", ...reasonColumns("verifying"), locale: "en" } as const
    expect(shopperView(verifying).message).toMatch(/do not pay again/)
  })
})

describe("languages", () => {
  it.each([
    ["it-IT", "it"],
    ["ITA", "it"],
    ["de,it;q=0.8", "it"],
    ["en-GB,it", "en"],
    ["fr", "en"],
    ["", "en"],
    [undefined, "en"],
  ])("reads %p as %s", (tags, locale) => {
    expect(toLocale(tags)).toBe(locale)
  })
})

describe("order ids", () => {
  it("have 18 characters that XPay takes, sort by time and do not repeat", () => {
    const early = newOrderId(Date.UTC(2026, 0, 1))
    const late = newOrderId(Date.UTC(2026, 0, 2))
    expect(early < late).toBe(true)
    const many = new Set(Array.from({ length: 5_000 }, () => newOrderId(Date.UTC(2026, 0, 1))))
    expect(many.size).toBe(5_000)
    for (const id of many) {
      expect(id).toMatch(/^[A-Z0-9]{18}$/)
    }
  })
})
