import fc from "fast-check"
import {
  findCardNumbers,
  hasCardNumber,
  maskCardNumbers,
} from "../../../src/domain/card-numbers/find-card-numbers"
import { findCardNumberIn } from "../../../src/domain/card-numbers/find-in-value"
import { HARMLESS, seeded } from "../../harness/harmless-numbers"
import { CIRCUITS, TEST_NUMBERS } from "../../harness/spelled-cards"
import { MOST_MISTAKEN, NUMBERS, RANDOM, SEED, SPELT, SPREAD } from "../../harness/tried-inputs"

describe("the recogniser of card numbers", () => {
  it("has a test number of every circuit", () => {
    expect(Object.keys(TEST_NUMBERS).sort()).toEqual([...CIRCUITS].sort())
  })

  it("finds every spelling of every circuit's test numbers", () => {
    expect(SPELT.length).toBeGreaterThan(1_500)
    expect(SPELT.filter(({ text }) => !hasCardNumber(text))).toEqual([])
  })

  it("finds them in the middle of any sentence", () => {
    const spelt = fc.constantFrom(...SPELT)
    const words = fc.array(
      fc.constantFrom("please", "charge", "grazie,", "n.", "carta:", "12 pezzi,", "(urgent)", "€ 24,99;"),
      {
        maxLength: 4,
      }
    )
    fc.assert(
      fc.property(words, spelt, words, (before, { text }, after) =>
        hasCardNumber([...before, text, ...after.map((word) => `! ${word}`)].join(" "))
      ),
      { seed: SEED, numRuns: RANDOM.sentences }
    )
  })

  it("finds one that is spread over items or fields", () => {
    expect(SPREAD.length).toBeGreaterThan(200)
    expect(SPREAD.filter(({ value }) => findCardNumberIn({ note: "x", value }) === undefined)).toEqual([])
  })

  it.each<[string, (text: string) => unknown]>([
    ["a number behind it", (text) => ({ note: text, amount: 2500 })],
    ["a number before it", (text) => ({ amount: 2500, note: text })],
    ["numbers around it", (text) => ({ a: "12", b: 4, note: text, c: 4, d: "12" })],
    ["the beginning of an account number before it", (text) => ({ a: "IT40", b: text })],
    ["a plus before it", (text) => ["+", text, "7"]],
    ["numbers like it around it", (text) => ["4509 0345", text, "4361 5006"]],
    ["single digits around it", (text) => ({ a: [1, 2, 3, 4], note: text, b: [5, 6, 7, 8] })],
    ["words around it", (text) => ({ kind: "card", note: text, by: "x" })],
  ])("finds one whatever stands in the fields beside it: %s", (_what, among) => {
    expect(SPELT.filter(({ text }) => findCardNumberIn(among(text)) === undefined)).toEqual([])
  })

  it("says where it is, at any depth, also as a number or a key", () => {
    expect(findCardNumberIn({ a: [{ note: "4509034543615006" }] })).toBe("a[0].note")
    expect(findCardNumberIn({ a: ["x", "see 4509", "0345 4361 5006"] })).toBe("a[1]")
    expect(findCardNumberIn({ number: 4509034543615006 })).toBe("number")
    expect(findCardNumberIn({ tax: 0.4509034543615006 })).toBe("tax")
    expect(findCardNumberIn({ x: { "4509034543615006": true } })).toBe("x")
    // JavaScript reads 6205500000000000000 and 4000000000000000000.
    expect(findCardNumberIn(JSON.parse('{"n":6205500000000000004}'))).toBe("n")
    expect(findCardNumberIn(JSON.parse('{"a":[4000000000000000006]}'))).toBe("a[0]")
    expect(findCardNumberIn(JSON.parse('{"id":1860123456789012345,"n":696995050267340689}'))).toBeUndefined()
    expect(findCardNumberIn({ a: 1, b: null, c: ["x"], d: undefined })).toBeUndefined()
  })

  it("takes at most one in a thousand of a shop's other numbers for a card", () => {
    const random = seeded(SEED)
    const kinds = Object.entries(HARMLESS)
    const texts = kinds.flatMap(([, make]) =>
      Array.from({ length: Math.ceil(RANDOM.harmless / kinds.length) }, () => make(random))
    )
    const found = texts.filter((text) => hasCardNumber(text))
    expect(texts.length).toBeGreaterThanOrEqual(RANDOM.harmless)
    expect(found.length).toBeLessThanOrEqual(MOST_MISTAKEN)
  })

  it.each([
    "?_ga=GA1.1.569648076.1679898078",
    "4509034543615007",
    "cart_01HZX5Q9V8Y7W6T5R4E3W2Q1",
    "1700000000000",
    "+39 333 1234567",
    "8001234567890",
    "696995050267340689",
    "IT60 X054 2811 1010 0000 0123 456",
    "9499 6721 1296 2964 7548 93",
    "Order 2026-11-23, 12 items, EUR 24.99",
    "0000 0000 0000 0000",
    "",
  ])("leaves %p alone", (text) => {
    expect(hasCardNumber(text)).toBe(false)
  })

  it("takes any two letters, or a country's with too few digits, for no account number", () => {
    const numbers = NUMBERS.filter((number) => number.length === 16)
    const hidden = ["IT", "DE", "FR", "XX"].flatMap((letters) =>
      // Two of them have correct check digits.
      Array.from({ length: 98 }, (_, check) => `${letters}${String(check).padStart(2, "0")}`).flatMap(
        (head) => numbers.map((number) => `${head} ${number.replace(/.{4}(?=.)/g, "$& ")}`)
      )
    )
    expect(hidden.length).toBeGreaterThan(10_000)
    expect(hidden.filter((text) => !hasCardNumber(text))).toEqual([])
  })

  it("takes no list of amounts for the parts of a card", () => {
    const random = seeded(SEED)
    const lists = Array.from({ length: 5_000 }, () => {
      const [least, many] = [10 ** (1 + random(3)), 11 + random(20)]
      return Array.from({ length: many }, () => least + random(9 * least))
    })
    const found = lists
      .flatMap((list) => [list, list.map((price) => ({ price, quantity: 12 }))])
      .filter((value) => findCardNumberIn({ data: value }) !== undefined)
    expect(found.length).toBeLessThanOrEqual(lists.length / 500)
    // The list contains nothing else: these are parts.
    expect(findCardNumberIn({ parts: [4111, 1111, 1111, 1111], amount: 2500 })).toBe("parts[0]")
  })

  it("masks the number and nothing else, in whatever encoding", () => {
    expect(maskCardNumbers("https://shop.example/it?note=4509%200345%204361%205006&step=2")).toBe(
      "https://shop.example/it?note=****&step=2"
    )
    expect(maskCardNumbers("a 4509034543615006298 b 378282246310005")).toBe("a ****298 b ****")
    expect(maskCardNumbers("nothing here")).toBe("nothing here")
    expect(maskCardNumbers("4539 1015 6274 9133 4539 1015 6274 9133")).toBe("**** ****")
    expect(maskCardNumbers("100%4539101562749133")).toBe("100%****")
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...SPELT), fc.string(), (before, { text }, after) => {
        const masked = maskCardNumbers(`${before} ${text} ${after}`)
        return !hasCardNumber(masked) || findCardNumbers(masked).length < 2
      }),
      { seed: SEED, numRuns: 1_000 }
    )
  })

  it("never fails, and gives places in the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) =>
        findCardNumbers(text).every(([from, to]) => 0 <= from && from < to && to <= text.length)
      ),
      { seed: SEED, numRuns: 500 }
    )
  })
})
