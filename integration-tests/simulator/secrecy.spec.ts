import { answerChallenge, openPage, payOnPage, postForm } from "./support/payer"
import { Shop, terminals } from "./support/shop"

/** Three cards used nowhere else, so that any trace of them is a leak. */
const canary = { pan: "4929123123123127", expiryDate: "0531", cvv: "9173" }
const inFields = { pan: "4716461583322103", cvv: "7391" }
const typed = { pan: "5425233430109903", expiry: "05/31", cvv: "8264" }

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const grouped = secret.replace(/(.{4})(?=.)/g, "$1 ")
  return [
    secret,
    grouped,
    grouped.replaceAll(" ", "-"),
    bytes.toString("base64"),
    bytes.toString("hex"),
    [...secret].reverse().join(""),
  ]
}

describe("card data", () => {
  let shop: Shop
  const collected: string[] = []

  /** Runs every flow with the canaries, successful and not, and collects all output of the simulator. */
  beforeAll(async () => {
    shop = await Shop.open()
    const say = (text: string): void => void collected.push(text)
    const keep = async <T extends { text: string }>(answer: Promise<T>): Promise<T> => {
      const given = await answer
      say(given.text)
      return given
    }
    const api = shop.explicit
    await shop.control.addOutcome({ pan: canary.pan, result: "DECLINED", declineCode: "116", moment: "moto" })
    await shop.control.addOutcome({ pan: typed.pan, result: "FAILED", moment: "mit", times: "always" })

    const { operationId, payment, orderId } = await shop.payByCard(
      api,
      {},
      {
        card: canary,
        order: shop.order({ customerId: "cust0001" }),
        recurrence: { action: "CONTRACT_CREATION", contractId: "c0ffee", contractType: "CIT" },
      }
    )
    say(payment.text)
    await keep(api.postOnce(`/operations/${operationId}/captures`, {}))
    await keep(api.post("/orders/moto", { order: shop.order(), card: canary }))
    await keep(api.post("/orders/card_verification", { order: shop.order({ amount: "0" }), card: canary }))
    await keep(api.post("/orders/3steps/init", { order: shop.order({ currency: canary.pan }), card: canary }))
    await keep(api.post("/orders/3steps/init", `{"card":${JSON.stringify(canary)}`))
    await keep(api.post("/orders/moto", { order: shop.order(), card: { ...canary, pan: `${canary.pan}1` } }))
    await keep(
      api.get(`/orders/${canary.pan}`, { "Correlation-Id": canary.pan, "Idempotency-Key": canary.pan })
    )
    const init = await keep(api.post("/orders/3steps/init", { order: shop.order(), card: canary }))
    const { threeDSAuthUrl, operation } = init.body
    say((await answerChallenge(threeDSAuthUrl as string, operation.operationId as string, "fails")).html)
    say((await postForm(threeDSAuthUrl as string, { transactionId: canary.pan })).html)

    const page = await shop.openHosted(api)
    say((await payOnPage(page.hostedPage, { ...typed, pan: `${typed.pan}1` })).html)
    say((await payOnPage(page.hostedPage, { ...typed, outcome: "leave-pending" })).html)
    const build = await shop.openBuild(api)
    await shop.fillBuild(build.sessionId, { pan: inFields.pan, cvv: inFields.cvv })
    await shop.fillBuild(build.sessionId, { ...inFields, pan: `${inFields.pan}1` })
    await keep(api.get(`/build/cardData?sessionId=${build.sessionId}`))
    await keep(api.get(`/build/state?sessionId=${build.sessionId}`))
    await keep(api.post("/build/finalize_payment", { sessionId: build.sessionId }))
    say((await openPage(`${shop.simulator.url}/office/orders/${build.orderId}`)).html)
    for (const path of [
      "/",
      `/office/orders/${orderId}`,
      `/office/orders/${page.orderId}`,
      `/office/orders/${canary.pan}`,
    ]) {
      say((await openPage(`${shop.simulator.url}${path}`)).html)
    }
    for (const path of ["build", "ledger", "calls", "outcomes", "notifications", "faults", "switches"]) {
      say(await (await fetch(`${shop.simulator.url}/_control/${path}`)).text())
    }
    say(await (await fetch(`${shop.simulator.url}/_control/outcomes`, badOutcome())).text())
    say(JSON.stringify(shop.inbox.received))
    await keep(api.get("/orders"))
    await keep(api.get("/operations"))
    await keep(api.get("/contracts/customers/cust0001"))
  })
  afterAll(() => shop.close())

  function badOutcome(): RequestInit {
    const body = JSON.stringify({ pan: canary.pan, result: canary.pan })
    return { method: "POST", headers: { "Content-Type": "application/json" }, body }
  }

  it.each([
    ["card number over the API", canary.pan],
    ["card number typed on the page", typed.pan],
    ["card number typed in card fields", inFields.pan],
    ["terminal's key", terminals[0]?.apiKey ?? ""],
  ])("never leaves the simulator again: %s", (_what, secret) => {
    const leaks = spellings(secret).filter((spelling) => collected.some((text) => text.includes(spelling)))
    expect(leaks).toEqual([])
  })

  it.each([
    ["over the API", canary.cvv],
    ["typed on the page", typed.cvv],
    ["typed in card fields", inFields.cvv],
  ])("never leaves the simulator again: security code %s", (_what, cvv) => {
    const asWord = new RegExp(`(?<![0-9a-f-])${cvv}(?![0-9a-f-])`)
    expect(collected.filter((text) => asWord.test(text))).toEqual([])
  })

  it("was in all these texts' reach, masked", () => {
    const everything = collected.join("\n")
    expect(everything).toContain("492912******3127")
    expect(everything).toContain("542523******9903")
    expect(everything).toContain("471646******2103")
    expect(collected.length).toBeGreaterThan(20)
  })

  it("can be found by this search, when a fault echoes it on purpose", async () => {
    await shop.control.addFault({ kind: "echo-request" })
    const { text } = await shop.explicit.post("/orders/moto", { order: shop.order(), card: canary })
    expect(spellings(canary.pan).some((spelling) => text.includes(spelling))).toBe(true)
  })
})
