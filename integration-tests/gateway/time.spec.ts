import fc from "fast-check"
import { readTime } from "../../src/gateway/wire/time"

describe("a time of XPay's", () => {
  test.each([
    ["with a zone", "2022-09-01T01:20:00.001Z", "2022-09-01T01:20:00.001Z"],
    ["with a zone and no milliseconds", "2022-09-01T01:20:00Z", "2022-09-01T01:20:00.000Z"],
    ["with an offset", "2022-09-01T03:20:00.5+02:00", "2022-09-01T01:20:00.500Z"],
    ["with a negative offset", "2022-08-31T20:20:00-0500", "2022-09-01T01:20:00.000Z"],
    ["with microseconds", "2022-09-01T01:20:00.001999Z", "2022-09-01T01:20:00.001Z"],
    ["without a zone, in winter", "2023-11-28 12:41:46.724", "2023-11-28T11:41:46.724Z"],
    ["without a zone, in summer", "2024-07-15 12:00:00.000", "2024-07-15T10:00:00.000Z"],
    ["without a zone, with a T", "2024-07-15T12:00:00", "2024-07-15T10:00:00.000Z"],
    ["without seconds", "2024-07-15 12:00", "2024-07-15T10:00:00.000Z"],
    ["the last moment of winter time", "2024-03-31 01:59:59.999", "2024-03-31T00:59:59.999Z"],
    ["in the hour that does not come", "2024-03-31 02:30:00.000", "2024-03-31T01:30:00.000Z"],
    ["the first moment of summer time", "2024-03-31 03:00:00.000", "2024-03-31T01:00:00.000Z"],
    ["the last hour of summer time", "2024-10-27 01:59:59.999", "2024-10-26T23:59:59.999Z"],
    ["in the hour that comes twice: its first coming", "2024-10-27 02:30:00.000", "2024-10-27T00:30:00.000Z"],
    ["after the hour that comes twice", "2024-10-27 03:00:00.000", "2024-10-27T02:00:00.000Z"],
    ["on the 29th of February", "2024-02-29 00:00:00.000", "2024-02-28T23:00:00.000Z"],
    ["in seconds", 1661995200, "2022-09-01T01:20:00.000Z"],
    ["in seconds, as text", "1661995200", "2022-09-01T01:20:00.000Z"],
    ["in milliseconds", 1661995200001, "2022-09-01T01:20:00.001Z"],
  ])("%s: %p", (_, withoutUndefined, instant) => {
    expect(readTime(withoutUndefined)?.toISOString()).toBe(instant)
  })

  test.each([
    "",
    "yesterday",
    "2024-13-01 00:00:00.000",
    "2024-02-30 00:00:00.000",
    "2024-01-01 24:00:00.000",
    "2024-01-01 00:60:00.000",
    "2024-01-01",
    "2024-01-01 00:00:00.000 Rome",
    "12345",
    1.5,
    null,
    undefined,
    true,
    {},
    [],
  ])("that cannot be read (%p) was not said", (withoutUndefined) => {
    expect(readTime(withoutUndefined)).toBeUndefined()
  })

  test("without a zone is Italian time, by the tables of this machine", () => {
    const italian = new Intl.DateTimeFormat("sv-SE", {
      timeZone: "Europe/Rome",
      dateStyle: "short",
      timeStyle: "medium",
    })
    const from = Date.UTC(2015, 0, 1) / 1000
    const to = Date.UTC(2037, 11, 31) / 1000
    fc.assert(
      fc.property(fc.integer({ min: from, max: to }), (second) => {
        const instant = new Date(second * 1000)
        const read = readTime(italian.format(instant))
        // Within the repeated hour, a clock reading stands for two instants.
        expect([instant.getTime(), instant.getTime() - 3_600_000]).toContain(read?.getTime())
        expect(italian.format(read)).toBe(italian.format(instant))
      }),
      { numRuns: 500 }
    )
  })

  test("written as ISO 8601 is read as it was", () => {
    const years = { min: new Date("1970-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }
    fc.assert(
      fc.property(fc.date(years), (date) => readTime(date.toISOString())?.getTime() === date.getTime())
    )
  })
})
