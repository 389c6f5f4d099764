import { freeText } from "../../../src/gateway/wire/free-text"
import {
  orderDescription,
  orderInvoiceId,
  orderSummary,
  refundDescription,
  type OrderContents,
} from "../../../src/texts/order-texts"
import { money } from "../../../src/domain/money"

const eur = (minor: number) => money(BigInt(minor), "EUR")
const item = (title: string, quantity = 1, minor?: number) => ({
  title,
  quantity,
  total: minor === undefined ? undefined : eur(minor),
})
const order = (changes: Partial<OrderContents> = {}): OrderContents => ({
  shop: "Bottega Rossi",
  number: undefined,
  items: [item("T-shirt", 2, 4000), item("Mug", 1, 999)],
  ...changes,
})

describe("the line that a payer reads of an order", () => {
  it.each([
    ["a cart", order(), "Bottega Rossi: 2 × T-shirt, Mug", "Bottega Rossi: 2 × T-shirt, Mug"],
    [
      "an order",
      order({ number: 1042 }),
      "Bottega Rossi, order 1042: 2 × T-shirt, Mug",
      "Bottega Rossi, ordine 1042: 2 × T-shirt, Mug",
    ],
    ["no items", order({ items: [] }), "Bottega Rossi", "Bottega Rossi"],
    ["no shop", order({ shop: undefined }), "2 × T-shirt, Mug", "2 × T-shirt, Mug"],
    ["a number alone", { shop: " ", number: 7, items: [] }, "order 7", "ordine 7"],
  ])("names shop, number and contents: %s", (_, contents, en, it) => {
    expect(orderDescription(contents, "en")).toBe(en)
    expect(orderDescription(contents, "it")).toBe(it)
  })

  it("is nothing where nothing is known", () => {
    expect(orderDescription({ shop: undefined, number: undefined, items: [] }, "en")).toBeUndefined()
    expect(orderDescription({ shop: "\n", number: undefined, items: [item("🎁")] }, "it")).toBeUndefined()
  })

  it("counts what does not fit into 255 characters", () => {
    const many = order({ items: Array.from({ length: 80 }, (_, index) => item(`Article ${index}`)) })
    const [en, it] = [orderDescription(many, "en")!, orderDescription(many, "it")!]
    expect(en).toMatch(/^Bottega Rossi: Article 0, Article 1, .* and \d+ more$/)
    expect(it).toMatch(/ e altri \d+$/)
    const named = en.match(/Article/g)!.length
    expect(named + Number(/(\d+) more/.exec(en)![1])).toBe(80)
    for (const text of [en, it]) {
      expect(text.length).toBeLessThanOrEqual(255)
      expect(text.length).toBeGreaterThan(220)
    }
  })

  it("cuts long names of goods and shop, and fits although all of them are long", () => {
    const long = order({ shop: "S".repeat(300), items: [item("L".repeat(300)), item("M".repeat(300), 3)] })
    expect(orderDescription(long, "en")).toBe(
      `${"S".repeat(59)}…: ${"L".repeat(59)}…, 3 × ${"M".repeat(59)}…`
    )
    const most = order({ items: Array.from({ length: 9 }, () => item("N".repeat(200), 100)) })
    expect(orderDescription(most, "en")!.length).toBeLessThanOrEqual(255)
  })

  it("leaves out pictures, line breaks, brackets and what does not show", () => {
    const odd = order({
      shop: "Caffè\r\n\u202EAmélie ☕️",
      items: [item("Tazza 🎁🇮🇹 <b>\u0000rossa</b>"), item("👕"), item("Tè\tverde®", 2)],
    })
    expect(orderDescription(odd, "it")).toBe("Caffè Amélie: Tazza b rossa /b, 2 × Tè verde® e un altro")
  })

  it("goes through the gateway's own rules for texts unchanged", () => {
    const text = orderDescription(order({ items: [item("Più € e «così» × 2 – ok…")] }), "it")!
    expect(freeText(text, 255)).toBe(text)
  })

  it("holds no mail address and no card number that somebody typed into a title", () => {
    const typed = order({
      items: [item("Gift for mario.rossi@example.it"), item("Card 4242 4242 4242 4242")],
    })
    expect(orderDescription(typed, "en")).toBe("Bottega Rossi: Gift for ***, Card ****")
  })

  it("is the same for the same order, time after time", () => {
    expect(orderDescription(order({ number: 3 }), "it")).toBe(orderDescription(order({ number: 3 }), "it"))
  })
})

describe("the number for XPay's invoiceId", () => {
  it("is the order's, and nothing for a cart", () => {
    expect(orderInvoiceId(order({ number: 1042 }))).toBe("1042")
    expect(orderInvoiceId(order())).toBeUndefined()
  })
})

describe("the lines that XPay's page shows", () => {
  it("come to what is paid", () => {
    const contents = order({ shipping: eur(500) })
    expect(orderSummary(contents, eur(5499), "en")).toEqual([
      { label: "2 × T-shirt", value: "€40.00" },
      { label: "Mug", value: "€9.99" },
      { label: "Shipping", value: "€5.00" },
    ])
    expect(orderSummary(contents, eur(5499), "it")?.at(-1)).toEqual({
      label: "Spedizione",
      value: expect.stringMatching(/^5,00\s€$/),
    })
    expect(orderSummary(order({ shipping: eur(0) }), eur(4999), "en")).toHaveLength(2)
  })

  it.each([
    ["only a part is paid", order(), eur(1000)],
    ["a cent is missing", order(), eur(4998)],
    ["a line has no total", order({ items: [item("Mug")] }), eur(999)],
    ["a line has no name", order({ items: [item("🎁", 1, 999)] }), eur(999)],
    ["there are no items", order({ items: [], shipping: eur(500) }), eur(500)],
    ["it is another currency", order(), money(4999n, "CHF")],
  ])("are left out when %s", (_, contents, amount) => {
    expect(orderSummary(contents, amount, "en")).toBeUndefined()
  })

  it("are at most twenty of fifty characters, and still come to what is paid", () => {
    const items = Array.from({ length: 40 }, (_, index) => item(`${"Long ".repeat(20)}${index}`, 1, 100))
    const lines = orderSummary(order({ items, shipping: eur(250) }), eur(4250), "it")!
    expect(lines).toHaveLength(20)
    expect(lines.at(-1)!.label).toBe("Altri 22 articoli")
    expect(lines.at(-1)!.value).toMatch(/^23,50/)
    expect(Math.max(...lines.map(({ label }) => label.length))).toBe(50)
  })
})

describe("why a refund is made", () => {
  it("is the clerk's note on one line, of 255 characters", () => {
    expect(refundDescription("Tazza rotta\nal trasporto 😢")).toBe("Tazza rotta al trasporto")
    expect(refundDescription("n".repeat(300))).toBe(`${"n".repeat(254)}…`)
  })

  it("is nothing without a note, and holds no card number and no mail address", () => {
    expect([undefined, null, "", " \n"].map((note) => refundDescription(note))).toEqual(
      Array(4).fill(undefined)
    )
    expect(refundDescription("paid with 4242424242424242, write to anna@example.it")).toBe(
      "paid with ****, write to ***"
    )
  })
})
