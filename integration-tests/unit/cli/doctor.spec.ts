import os from "node:os"
import { readArguments } from "../../../src/cli/arguments"
import { doctor } from "../../../src/cli/doctor"
import { exitCode, report } from "../../../src/cli/report"
import type { Check, CheckStatus } from "../../../src/texts/health"
import type { TerminalHealth } from "../../../src/use-cases/health/check-terminal"

const check = (status: CheckStatus, text = "All is well."): Check => ({
  name: "connection",
  status,
  title: "Connection",
  text,
})

const terminal = (...checks: Check[]): TerminalHealth => ({
  id: "xpay",
  provider_id: "pp_xpay_xpay",
  environment: "sandbox",
  host: "xpaysandbox.nexigroup.com",
  accounting: "explicit",
  capture: "manual",
  is_simulated: false,
  methods: ["VISA"],
  checks,
})

describe("the doctor", () => {
  it("prints each check with its mark, folds long texts, and counts", () => {
    const long = `Do this ${"and that ".repeat(20)}now.`
    const text = report([terminal(check("ok"), check("warning", long), check("error"))], "en", false)
    expect(text).toMatch(
      /^pp_xpay_xpay {2}· {2}sandbox xpaysandbox\.nexigroup\.com {2}· {2}explicit accounting {2}· {2}manual capture\n/
    )
    expect(text).toContain("  ✓ Connection\n      All is well.\n  ! Connection\n      Do this and that")
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(101)
    expect(text).toMatch(/1 OK, 1 warning, 1 error\.$/)
  })

  it("ends with 1 when something is wrong, or there is no terminal", () => {
    expect(exitCode([terminal(check("ok"), check("warning"))])).toBe(0)
    expect(exitCode([terminal(check("ok")), terminal(check("error"))])).toBe(1)
    expect(exitCode([])).toBe(1)
    expect(report([], "it", false)).toMatch(/Nessun terminale XPay configurato/)
  })

  it("understands its command line", () => {
    expect(readArguments(["doctor", "--locale", "it"])).toEqual({
      command: "doctor",
      locale: "it",
      asJson: false,
    })
    expect(readArguments([])).toEqual({ command: "help" })
    expect(() => readArguments(["surgeon"])).toThrow(/no command "surgeon"/)
    expect(() => readArguments(["doctor", "--loud"])).toThrow(/--loud/)
  })

  it("says so in a folder without a Medusa application", async () => {
    const said = jest.spyOn(console, "error").mockImplementation(() => undefined)
    expect(await doctor(os.tmpdir(), { locale: "en", asJson: false })).toBe(1)
    expect(said).toHaveBeenCalledWith(expect.stringMatching(/no Medusa application in this folder/))
    said.mockRestore()
  })
})
