import { challengeForm, readChallengeReturn } from "../../src/gateway/wire/challenge"
import { CALLS, connect, GOOD_ANSWERS } from "./support/client"
import { fixture } from "./support/fixture"
import { valueOf } from "./support/outcome"
import { answer } from "./support/xpay-double"

describe("the challenge", () => {
  test("starts with exactly the form that XPay takes", async () => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS.initThreeSteps)
    const init = valueOf(await CALLS.initThreeSteps(client))
    const { fields } = fixture("3ds-browser-redirect") as unknown as { fields: Record<string, string> }
    expect(challengeForm(init, "https://shop.example/xpay/3ds-return/abc123")).toEqual({
      action: "https://xpaysandbox.nexigroup.com/monetaweb/phoenixstos",
      method: "POST",
      fields,
    })
  })

  test.each([
    ["no address", undefined],
    ["an address that runs a script", "javascript:alert(document.cookie)"],
    ["a relative address", "/monetaweb/phoenixstos"],
  ])("does not start with %s", async (_, threeDSAuthUrl) => {
    const { double, client } = await connect()
    double.will(answer(200, { operation: { operationId: "1" }, threeDSAuthUrl }))
    expect(challengeForm(valueOf(await CALLS.initThreeSteps(client)), "https://shop.example")).toBeUndefined()
  })

  test("ends with what the browser brings back", () => {
    const { params } = fixture("3ds-browser-return") as unknown as { params: Record<string, string> }
    expect(readChallengeReturn(params)).toEqual({
      threeDSAuthResponse: "notneeded",
      operationId: "696995050267340689",
    })
  })

  test("takes the first answer when one came twice: it is a hint, and the validation decides", () => {
    expect(readChallengeReturn({ PaRes: ["a", "b"] })).toEqual({ threeDSAuthResponse: "a" })
  })

  test.each([[{}], [{ PaRes: "" }], [{ paymentId: null }], [{ pares: "notneeded" }]])(
    "ends with nothing when the payer gave up or somebody plays: %j",
    (parameters) => {
      expect(readChallengeReturn(parameters)).toEqual({})
    }
  )
})
