import fc from "fast-check"
import { readNotification, readNotified } from "../../src/gateway/wire/notification"
import { fixture } from "./support/fixture"

const read = (name: string) => readNotification(fixture(`notification-${name}`).body)
const readOperation = (name: string) => readNotified(fixture(`notification-${name}`).body)

describe("a notification", () => {
  test.each([
    ["executed", "EXECUTED", "VISA"],
    ["authorized", "AUTHORIZED", "VISA"],
    ["declined", "DECLINED", "VISA"],
    ["threeds-failed", "THREEDS_FAILED", "VISA"],
    ["pending", "PENDING", "VISA"],
    ["canceled", "CANCELED", undefined],
    ["apm-executed", "EXECUTED", "MYBANK"],
    ["paybylink-executed", "EXECUTED", "VISA"],
  ])("%s", (name, result, circuit) => {
    const notification = read(name)
    expect(notification).toMatchObject({
      eventId: "554ccc00-28fb-4344-a3fa-4bb8d1999bd5",
      eventTime: new Date("2024-03-08T04:23:23.106Z"),
      orderId: "T1700000000A0001",
    })
    const operation = { id: "696995050267340689", type: "AUTHORIZATION", result, amount: "3545" }
    expect(readOperation(name)).toMatchObject(operation)
    expect(readOperation(name)?.circuit).toBe(circuit)
    expect(notification.securityToken?.reveal()).toBe("2f0ea5059b41414ca3744fe672327d85")
  })

  test("of a decline has the issuer's reason, of a link its id, of another method no card", () => {
    expect(readOperation("declined")?.issuerCode).toBe("116")
    expect(readOperation("paybylink-executed")?.paymentLinkId).toBe("92864835")
    expect(readOperation("apm-executed")).toMatchObject({ method: "APM", card: {} })
  })

  test("may tell its time in seconds", () => {
    expect(readNotification({ eventTime: 1661995200 }).eventTime).toEqual(new Date("2022-09-01T01:20:00Z"))
  })

  test("names the order also when its operation cannot be read", () => {
    const body = { operation: { orderId: "A1", operationId: null } }
    expect(readNotification(body)).toEqual({ orderId: "A1" })
    expect(readNotified(body)).toBeUndefined()
  })

  test.each([null, undefined, "", "text", 1, true, [], [1], {}])("may be nothing at all: %p", (body) => {
    expect(readNotification(body)).toEqual({})
    expect(readNotified(body)).toBeUndefined()
  })

  test("may be anything", () => {
    const field = fc.anything({ withNullPrototype: true, withBigInt: false })
    const key = fc.constantFrom("eventId", "eventTime", "securityToken", "operation", "orderId", "__proto__")
    fc.assert(
      fc.property(fc.oneof(field, fc.dictionary(key, field)), (body) => {
        expect(typeof readNotification(body)).toBe("object")
        expect(["object", "undefined"]).toContain(typeof readNotified(body))
      })
    )
  })
})
