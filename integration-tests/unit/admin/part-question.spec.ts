import en from "../../../src/admin/i18n/en"
import it from "../../../src/admin/i18n/it"
import { partQuestion } from "../../../src/admin/lib/part-question"

describe("the clerk, who has typed an amount,", () => {
  const ask = (amount: number, texts: typeof en, language: string) =>
    partQuestion(
      { amount, outstanding: 39.9, currencyCode: "eur" },
      { title: texts.moto.chargeQuestion, confirm: texts.moto.chargeButton },
      texts,
      language
    )

  test.each([
    ["en", en, "€10.50", "€29.40"],
    ["it", it, "10,50\u00a0€", "29,40\u00a0€"],
  ] as const)("is asked before a part is charged, in words of money (%s)", (language, texts, part, rest) => {
    const question = ask(10.5, texts, language)
    expect(question?.title).toContain(part)
    expect(question?.description).toContain(part)
    expect(question?.description).toContain(rest)
  })

  test("is not asked before all of it is charged", () => {
    expect(ask(39.9, en, "en")).toBeUndefined()
  })
})
