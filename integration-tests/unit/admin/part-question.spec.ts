import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import en from "../../../src/admin/i18n/en"
import { usePartQuestion } from "../../../src/admin/lib/use-part-question"

const mockPrompt = jest.fn<Promise<boolean>, [{ title: string; description: string }]>()

jest.mock("@medusajs/ui", () => ({ usePrompt: () => mockPrompt }))
jest.mock("../../../src/admin/lib/language", () => ({ useLanguage: () => "en" }))
jest.mock("../../../src/admin/lib/use-texts", () => ({ useTexts: () => en }))

describe("the clerk, who has typed an amount,", () => {
  beforeEach(() => mockPrompt.mockReset())

  /** What the form of a balance does with an amount. */
  function questionOf(outstanding: number) {
    let ask: ReturnType<typeof usePartQuestion> | undefined
    const Form = () => {
      ask = usePartQuestion(outstanding, "eur")
      return null
    }
    renderToStaticMarkup(createElement(Form))
    return async (amount: number) => await ask?.(amount, en.phone.chargeQuestion, en.phone.chargeButton)
  }

  it("is asked before a part is charged, in words of money", async () => {
    for (const answer of [true, false]) {
      mockPrompt.mockResolvedValueOnce(answer)
      expect(await questionOf(39.9)(10.5)).toBe(answer)
    }
    const [question] = mockPrompt.mock.calls[0] ?? []
    expect(question?.title).toContain("€10.50")
    expect(question?.description).toContain("€29.40")
  })

  it("is not asked before all of it is charged", async () => {
    expect(await questionOf(39.9)(39.9)).toBe(true)
    expect(mockPrompt).not.toHaveBeenCalled()
  })
})
