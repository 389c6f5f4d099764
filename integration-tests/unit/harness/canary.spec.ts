import { patterns } from "../../harness/canary"

const PAN = "4509034543615006"

/** The scan is useful only if it finds what it searches for. */
describe("the canary scan", () => {
  it.each([
    ["plain", `{"note":"${PAN}"}`],
    ["spaced", "4509 0345 4361 5006"],
    ["dashed", "4509-0345-4361-5006"],
    ["url-encoded", "q=4509%200345%204361%205006"],
    ["reversed", "6005163454309054"],
    ["hex", Buffer.from(`xx${PAN}yy`).toString("hex")],
    ["base64 at offset 0", Buffer.from(`${PAN},"cvv"`).toString("base64")],
    ["base64 at offset 1", Buffer.from(`x${PAN},"cvv"`).toString("base64")],
    ["base64 at offset 2", Buffer.from(`xy${PAN},"cvv"`).toString("base64")],
    ["UTF-16", Buffer.from(PAN, "utf16le").toString("latin1")],
  ])("finds a card number %s", (_how, text) => {
    expect(patterns(PAN).some(({ pattern }) => pattern.test(text))).toBe(true)
  })

  it("finds a security code by its name, and not in any number that holds it", () => {
    const [named] = patterns("298")
    expect(named?.pattern.test('{"cvv":"298"}')).toBe(true)
    expect(named?.pattern.test("cvv=298")).toBe(true)
    expect(named?.pattern.test('{"amount":"12980"}')).toBe(false)
  })

  it("does not find what is not there", () => {
    expect(patterns(PAN).some(({ pattern }) => pattern.test("VISA •••• 5006, 450903******5006"))).toBe(false)
  })
})
