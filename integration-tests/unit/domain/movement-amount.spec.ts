import fc from "fast-check"
import { MathBN } from "@medusajs/framework/utils"
import { XPAY_CURRENCY_DECIMALS, type XPayCurrency } from "../../../src/domain/currencies"
import { isExact, money, toMinor } from "../../../src/domain/money"
import { amountToMove } from "../../../src/domain/movement-amount"

const CURRENCIES = ["EUR", "JPY", "KWD"] as const satisfies readonly XPayCurrency[]

describe("what Medusa means by an amount to capture or refund", () => {
  const left = (inMedusa: string, minor: bigint, currency: XPayCurrency = "EUR") => ({
    inMedusa,
    atXPay: money(minor, currency),
  })

  it.each([
    ["10.00", left("24.99", 2499n), 1000n],
    // All of a payment whose total has more decimals than the currency.
    ["24.3878", left("24.3878", 2439n), 2439n],
    // Three refunds of 14.995: the remainder after two of 15.00.
    ["14.995", left("14.985", 1499n), 1499n],
    ["14.985", left("14.985", 1499n), 1499n],
    ["0.5555", left("0.5555", 556n, "KWD"), 556n],
  ])("%s is an amount that XPay can move", (asked, rest, minor) => {
    expect(amountToMove(asked, rest)?.minor).toBe(minor)
  })

  it.each([
    ["0.001", left("24.99", 2499n)],
    ["0.005", left("24.99", 2499n)],
    ["14.995", left("44.985", 4499n)],
    ["0.5", left("2500", 2500n, "JPY")],
    ["0.5555", left("7.125", 7125n, "KWD")],
    // XPay has nothing left of Medusa's remainder.
    ["0.004", left("0.004", 0n)],
    ["0", left("24.99", 2499n)],
  ])("%s is none", (asked, rest) => {
    expect(amountToMove(asked, rest)).toBeUndefined()
  })

  it("is moved exactly, or is all that is left, and is never nothing", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CURRENCIES),
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        (currency, asked, rest) => {
          // Up to two decimals more than the currency has.
          const places = 10 ** (XPAY_CURRENCY_DECIMALS[currency] + 2)
          const [amount, inMedusa] = [asked, rest].map((units) => MathBN.div(units, places).toString())
          const atXPay = toMinor(inMedusa ?? 0, currency)
          const moved = amountToMove(amount ?? 0, { inMedusa: inMedusa ?? 0, atXPay })
          if (moved === undefined) {
            const isFraction = !isExact(amount ?? 0, currency) && asked < rest
            expect(isFraction || atXPay.minor === 0n).toBe(true)
            return
          }
          expect(moved.minor > 0n).toBe(true)
          const isExactly = isExact(amount ?? 0, currency) && moved.minor * 100n === BigInt(asked)
          expect(isExactly || (asked >= rest && moved.minor === atXPay.minor)).toBe(true)
        }
      )
    )
  })
})
