import { asOrderId } from "../../../src/domain/ids"
import { findCardNumberIn } from "../../../src/domain/card-numbers/find-in-value"
import { isBalanceToken, signBalanceToken } from "../../../src/engine/balance-token"
import type { Terminal } from "../../../src/engine/terminal/terminal"

const terminal = (apiKey: string) => ({ settings: { apiKey } }) as unknown as Terminal
const SHOP = terminal("c0ffee00-aaaa-4bbb-8ccc-000000000001")
const NOW = new Date("2026-12-01T12:00:00Z")
const LATER = new Date(NOW.getTime() + 60_000)
const ORDER = asOrderId("order_1")

describe("the token of a balance link", () => {
  const token = signBalanceToken(SHOP, ORDER, LATER)

  it("is good for its order until its moment", () => {
    expect(isBalanceToken(SHOP, ORDER, token, NOW)).toBe(true)
    expect(isBalanceToken(SHOP, ORDER, token, LATER)).toBe(false)
    expect(isBalanceToken(SHOP, asOrderId("order_2"), token, NOW)).toBe(false)
  })

  it("is not good for a terminal with another key", () => {
    expect(isBalanceToken(terminal("another-key"), ORDER, token, NOW)).toBe(false)
  })

  it("cannot be made to last longer", () => {
    const [, signature = ""] = token.split(".")
    const next = (Math.floor(LATER.getTime() / 1_000) + 3_600).toString(36)
    expect(isBalanceToken(SHOP, ORDER, `${next}.${signature}`, NOW)).toBe(false)
  })

  const [seconds = "", signature = ""] = token.split(".")
  it.each([
    ["empty", ""],
    ["a dot", "."],
    ["of its moment alone", `${seconds}.`],
    ["padded", `${token}=`],
    ["followed by a space", `${token} `],
    ["preceded by a space", ` ${token}`],
    ["followed by a line break", `${token}\n`],
    ["cut off", token.slice(0, -1)],
    ["in capitals", token.toUpperCase()],
    ["of a moment before time", `-1.${signature}`],
    ["of a moment that is too long", `zzzzzzzzzz.${signature}`],
    ["there twice", `${token}.${token}`],
    ["very long", "0".repeat(100_000)],
  ])("is no good when it is %s", (_, forged) => {
    expect(isBalanceToken(SHOP, ORDER, forged, NOW)).toBe(false)
  })

  it("differs at every character from one that is good", () => {
    for (let at = 0; at < token.length; at++) {
      // The last base64 character has unused bits; only one of its spellings is the token.
      const forged = `${token.slice(0, at)}${token[at] === "A" ? "Q" : "A"}${token.slice(at + 1)}`
      expect(forged === token || isBalanceToken(SHOP, ORDER, forged, NOW)).toBe(forged === token)
    }
  })

  it("is taken for no card number by the guard of the bodies that it comes in", () => {
    for (let one = 0; one < 2_000; one++) {
      expect(
        findCardNumberIn({ token: signBalanceToken(SHOP, asOrderId(`order_${one}`), LATER) })
      ).toBeUndefined()
    }
  })
})
