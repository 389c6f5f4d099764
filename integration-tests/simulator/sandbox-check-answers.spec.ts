import { scrub } from "../../scripts/sandbox-check/scrub"
import { differences, shapeOf } from "../../scripts/sandbox-check/shape"
import { testCards } from "../../src/simulator"

describe("the check of Nexi's test environment", () => {
  describe("whole answers", () => {
    const shape = (body: unknown, status = 200) => shapeOf({ status, body })
    const answer = {
      operation: {
        operationId: "438101231034561239",
        operationResult: "EXECUTED",
        channel: null,
        operationTime: "2024-03-08 05:22:36.277",
        additionalData: { rrn: "123456789012" },
      },
    }
    const changed = (changes: object) => ({ operation: { ...answer.operation, ...changes } })

    it.each([
      ["a field that was added", changed({ terminalId: "T1" }), "operation.terminalId", "text", "missing"],
      ["a field that is missing", changed({ channel: undefined }), "operation.channel", "nothing", "null"],
      ["null for a value", changed({ operationId: null }), "operation.operationId", "null", "digits"],
      ["a value for null", changed({ channel: "POS" }), "operation.channel", '"POS"', "null"],
      ["a number for a text", changed({ operationId: 4381 }), "operation.operationId", "number", "digits"],
      [
        "another word",
        changed({ operationResult: "AUTHORIZED" }),
        "operation.operationResult",
        '"AUTHORIZED"',
        '"EXECUTED"',
      ],
      [
        "another form of time",
        changed({ operationTime: "2024-03-08T04:22:36.277Z" }),
        "operation.operationTime",
        "time with zone",
        "time without zone",
      ],
      ["a list for an object", { operation: [] }, "operation", "empty list", "object"],
      [
        "a field deep inside",
        changed({ additionalData: {} }),
        "operation.additionalData",
        "empty object",
        "object",
      ],
      ["no body", undefined, "body", "nothing", "object"],
    ])("differ by %s", (_, body, field, xpay, simulator) => {
      expect(differences(shape(body), shape(answer))).toEqual(
        expect.arrayContaining([{ field, xpay, simulator }])
      )
    })

    it("do not differ by ids, times and amounts of the day", () => {
      const other = changed({
        operationId: "912345678901230779",
        operationTime: "2026-01-01 00:00:00.001",
        additionalData: { rrn: "000000000001" },
      })
      expect(differences(shape(other), shape(answer))).toEqual([])
    })

    it.each([
      ["is missing from one of its elements", [{ id: "1", fee: "2" }, { id: "1" }], "digits or missing"],
      [
        "is null in one of its elements",
        [
          { id: "1", fee: "2" },
          { id: "1", fee: null },
        ],
        "digits or null",
      ],
      ["is in none of its elements", [{ id: "1" }], "missing"],
    ])("differ by a field of a list that %s", (_, list, xpay) => {
      const whole = [
        { id: "1", fee: "2" },
        { id: "2", fee: "3" },
      ]
      expect(differences(shape({ list }), shape({ list: whole }))).toEqual([
        { field: "list[].fee", xpay, simulator: "digits" },
      ])
    })

    it("differ by a whole object that one element of a list lacks, and not by each of its fields", () => {
      const list = (...elements: object[]) => shape({ list: elements })
      const full = { id: "1", data: { a: "1", b: [{ c: "1" }] } }
      expect(differences(list(full, { id: "2" }), list(full, full))).toEqual([
        { field: "list[].data", xpay: "missing or object", simulator: "object" },
      ])
      expect(differences(list(full, { id: "2", data: null }), list(full, full))).toEqual([
        { field: "list[].data", xpay: "null or object", simulator: "object" },
      ])
      const operations = (...elements: object[]) => shape({ operations: elements })
      const capture = { operationType: "CAPTURE", rrn: "1" }
      const refund = { operationType: "REFUND" }
      expect(differences(operations(capture, refund), operations(refund, capture))).toEqual([])
    })

    it("are not compared field by field where one is refused", () => {
      expect(differences(shape({ errors: [{ code: "PS0026" }] }, 400), shape(answer))).toEqual([
        { field: "HTTP status", xpay: "400", simulator: "200" },
      ])
    })
  })

  it("masks card numbers wherever they stand, and keys of any length", () => {
    const [card] = testCards
    expect(scrub({ note: `paid with ${card!.pan}.`, list: [{ cvv: "123" }] }, [])).toEqual({
      note: "paid with 434994******4549.",
      list: [{ cvv: "<cvv, 3 characters>" }],
    })
    expect(
      scrub(
        {
          pan: Number(card!.pan),
          note: card!.pan.replace(/(\d{4})/g, "$1 "),
          securityToken: ["abc"],
          cvv: 123,
        },
        []
      )
    ).toEqual({
      pan: "<number of a card>",
      note: "434994******4549 ",
      securityToken: ["<securityToken, 3 characters>"],
      cvv: "<cvv, 3 characters>",
    })
    expect(scrub({ orderId: "order", said: ["a key-of-mine b", "k"] }, ["key-of-mine", "k"])).toEqual({
      orderId: "order",
      said: ["a <secret> b", "<secret>"],
    })
  })
})
