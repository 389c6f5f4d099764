import { behaviourCards } from "../../src/simulator"
import { codeOf, type ApiResponse } from "./support/api-client"
import { postForm } from "./support/payer"
import { mastercard, Shop } from "./support/shop"

const frictionless = behaviourCards.find(({ behaviour }) => behaviour.authentication === "frictionless")!

/** XPay Build from the perspective of a shop's server; the browser's part is in card-fields.spec.ts. */
describe("orders/build", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const read = (sessionId: string, call = "state"): Promise<ApiResponse> =>
    shop.explicit.get(`/build/${call}?sessionId=${encodeURIComponent(sessionId)}`)
  const send = (call: string, sessionId: string, more = {}): Promise<ApiResponse> =>
    shop.explicit.post(`/build/${call}`, { sessionId, ...more })
  const order = (orderId: string): Promise<ApiResponse> => shop.explicit.get(`/orders/${orderId}`)
  const stateOf = async (sessionId: string): Promise<unknown> => (await read(sessionId)).body.state
  const listed = async (orderId: string): Promise<unknown> => {
    const { status, body } = await order(orderId)
    const operations = (body?.operations ?? []) as { operationType: string; operationResult: string }[]
    return [status, ...operations.map((one) => `${one.operationType} ${one.operationResult}`)]
  }
  const atBank = async (outcome: string, url: string) =>
    postForm(url.replace(/\?.*/, ""), { challenge: new URL(url).searchParams.get("id") ?? "", outcome })

  it.each([
    ["https://shop.example", 200],
    ["http://localhost:3000", 200],
    ["http://127.0.0.1:8000", 200],
    ["http://shop.example", 400],
    ["https://shop.example/", 400],
    ["https://shop.example/it/checkout", 400],
    ["shop.example", 400],
  ])(
    "takes an origin with https, or of this machine, as merchantUrl: %s gets %i",
    async (merchantUrl, status) => {
      const { answer } = await shop.openBuild(shop.explicit, {}, {}, { merchantUrl })
      expect(answer.status).toBe(status)
      if (status === 400) expect(codeOf(answer)).toBe("GW0001")
    }
  )

  it("takes http for no address, or for every one, by a switch", async () => {
    const open = async (merchantUrl: string) =>
      (await shop.openBuild(shop.explicit, {}, {}, { merchantUrl })).answer.status
    await shop.control.setSwitches({ merchantUrlScheme: "https" })
    expect(await open("http://localhost:3000")).toBe(400)
    await shop.control.setSwitches({ merchantUrlScheme: "any" })
    expect(await open("http://192.168.1.20:8000")).toBe(200)
  })

  it.each([
    ["version 2, which is not simulated", { version: "2" }],
    ["no version", { version: undefined }],
  ])("refuses %s", async (_what, more) => {
    expect((await shop.openBuild(shop.explicit, {}, {}, more)).answer.status).toBe(400)
  })

  it("takes the version as a number, as Nexi's plugin sends it", async () => {
    expect((await shop.openBuild(shop.explicit, {}, {}, { version: 3 })).answer.status).toBe(200)
  })

  it("refuses a later capture on a terminal that takes the money at once", async () => {
    expect((await shop.openBuild(shop.implicit, { captureType: "EXPLICIT" })).answer.status).toBe(400)
  })

  it("opens an order anew until somebody has tried to pay it; the session before is over then", async () => {
    const first = await shop.openBuild(shop.explicit)
    const second = await shop.openBuild(shop.explicit, {}, { orderId: first.orderId })
    expect(second.answer.status).toBe(200)
    expect(codeOf(await read(first.sessionId))).toBe("GW0004")
    await shop.fillBuild(second.sessionId, frictionless)
    await send("finalize_payment", second.sessionId)
    const third = await shop.openBuild(shop.explicit, {}, { orderId: first.orderId })
    expect(codeOf(third.answer)).toBe("GW0024")
  })

  it("opens no order anew by a switch", async () => {
    await shop.control.setSwitches({ buildReuseOrderId: "refused" })
    const { orderId } = await shop.openBuild(shop.explicit)
    expect(codeOf((await shop.openBuild(shop.explicit, {}, { orderId })).answer)).toBe("GW0024")
  })

  it.each([
    ["uuid", /^[\da-f-]{36}$/],
    ["base64-encoded", /^[\w%]+%3D%3D$/],
  ] as const)("gives ids of the form %s, which work decoded", async (buildSessionId, form) => {
    await shop.control.setSwitches({ buildSessionId })
    const { sessionId, answer } = await shop.openBuild(shop.explicit)
    expect(answer.body.sessionId).toMatch(form)
    expect([(await read(sessionId)).status, (await send("cancel", sessionId)).status]).toEqual([200, 200])
  })

  it("belongs to its terminal: another one's key does not find it", async () => {
    const { sessionId } = await shop.openBuild(shop.explicit)
    expect(codeOf(await shop.implicit.get(`/build/state?sessionId=${sessionId}`))).toBe("GW0004")
  })

  it("sends the payer to another method's page", async () => {
    const { answer, orderId } = await shop.openBuild(shop.explicit, { paymentService: "PAYPAL" })
    expect(answer.body).toMatchObject({ state: "REDIRECTED_TO_EXTERNAL_DOMAIN" })
    expect((await fetch(answer.body.url as string)).status).toBe(200)
    expect((await shop.control.order(orderId)).origin).toBe("build")
  })

  it("saves a card by contract, and refuses one that was saved: what version 3 does with it nobody knows", async () => {
    const recurrence = { action: "CONTRACT_CREATION", contractId: "c0ffee", contractType: "CIT" }
    const { sessionId } = await shop.readyBuild(shop.explicit, { recurrence }, frictionless)
    await send("finalize_payment", sessionId)
    expect((await shop.control.ledger()).contracts).toMatchObject([
      { contractId: "c0ffee", contractType: "CIT" },
    ])
    const again = { ...recurrence, action: "SUBSEQUENT_PAYMENT" }
    expect((await shop.openBuild(shop.explicit, { recurrence: again })).answer.status).toBe(400)
  })

  describe("a session", () => {
    it("charges nothing until it is finalized, and then once", async () => {
      const { orderId, sessionId } = await shop.readyBuild(shop.explicit, {}, frictionless)
      expect(await stateOf(sessionId)).toBe("READY_FOR_PAYMENT")
      expect(await listed(orderId)).toEqual([404])
      expect((await send("finalize_payment", sessionId)).body.operation.operationResult).toBe("AUTHORIZED")
      expect((await send("finalize_payment", sessionId)).status).toBe(400)
      expect(await listed(orderId)).toEqual([200, "AUTHORIZATION AUTHORIZED"])
      expect((await shop.control.order(orderId)).totals).toMatchObject({ authorized: 3545, liveHold: 3545 })
    })

    it("cannot be finalized before it has a card, or says so by a switch; nothing is charged", async () => {
      const { orderId, sessionId } = await shop.openBuild(shop.explicit)
      expect((await send("finalize_payment", sessionId)).status).toBe(400)
      await shop.control.setSwitches({ earlyFinalize: "answered" })
      expect((await send("finalize_payment", sessionId)).body.state).toBe("CARD_DATA_COLLECTION")
      expect((await shop.control.order(orderId)).operations).toEqual([])
    })

    it("answers a second finalize with how it stands by a switch, and charges nothing more", async () => {
      await shop.control.setSwitches({ secondFinalize: "same-answer" })
      const { orderId, sessionId } = await shop.readyBuild(shop.explicit, {}, frictionless)
      const first = await send("finalize_payment", sessionId)
      expect((await send("finalize_payment", sessionId)).body).toEqual(first.body)
      expect((await shop.control.order(orderId)).operations).toHaveLength(1)
    })

    it("has no other amount: confirm_payment is for version 2", async () => {
      const { sessionId } = await shop.readyBuild(shop.explicit)
      expect((await send("confirm_payment", sessionId, { amount: "1" })).status).toBe(400)
      expect(await stateOf(sessionId)).toBe("READY_FOR_PAYMENT")
    })

    it("tells of its card once there is one", async () => {
      const { sessionId } = await shop.openBuild(shop.explicit)
      expect((await read(sessionId, "cardData")).status).toBe(400)
      await shop.fillBuild(sessionId, mastercard)
      expect((await read(sessionId, "cardData")).body).toEqual({
        bin: "518615",
        lastFourDigits: "5008",
        expiringDate: "1230",
        circuit: "MC",
      })
      await shop.control.setSwitches({ buildExpiryForm: "MM/YY" })
      expect((await read(sessionId, "cardData")).body.expiringDate).toBe("12/30")
    })

    it("is cancelled: nothing was charged, nobody is notified, the order lists a CANCEL", async () => {
      const { orderId, sessionId } = await shop.readyBuild(shop.explicit)
      const { body } = await send("cancel", sessionId)
      expect(body).toMatchObject({
        state: "PAYMENT_COMPLETE",
        operation: { operationType: "CANCEL", operationResult: "CANCELED" },
      })
      expect(await listed(orderId)).toEqual([200, "CANCEL CANCELED"])
      expect((await send("finalize_payment", sessionId)).status).toBe(400)
      expect((await shop.control.order(orderId)).totals).toMatchObject({ authorized: 0, captured: 0 })
      expect(shop.inbox.received).toEqual([])
    })

    it("leaves nothing in the order when cancelled, and notifies, by switches", async () => {
      await shop.control.setSwitches({ buildCancelShows: false, buildCancelNotifies: true })
      const { orderId, sessionId } = await shop.readyBuild(shop.explicit)
      await send("cancel", sessionId)
      expect(await listed(orderId)).toEqual([404])
      const [notification] = await shop.inbox.until(1)
      expect(notification?.body).toMatchObject({ operation: { operationResult: "CANCELED" } })
    })

    it("that is cancelled after it was paid stays paid", async () => {
      const { orderId, sessionId } = await shop.readyBuild(shop.explicit, {}, frictionless)
      await send("finalize_payment", sessionId)
      expect((await send("cancel", sessionId)).body.operation.operationType).toBe("AUTHORIZATION")
      expect((await shop.control.order(orderId)).totals.liveHold).toBe(3545)
    })

    it("is not cancelled while the payer is at the bank, or is by a switch", async () => {
      const { orderId, sessionId } = await shop.readyBuild(shop.explicit)
      const { url } = (await send("finalize_payment", sessionId)).body as { url: string }
      expect((await send("cancel", sessionId)).status).toBe(400)
      await shop.control.setSwitches({ buildCancelAtBank: "cancels" })
      expect((await send("cancel", sessionId)).status).toBe(200)
      expect((await atBank("succeeds", url)).status).toBe(400)
      expect((await shop.control.order(orderId)).totals.authorized).toBe(0)
    })

    it("lives for fifteen minutes, or as long as a switch says, and is over then for every call", async () => {
      const { sessionId } = await shop.readyBuild(shop.explicit)
      await shop.control.advanceClock(14 * 60_000)
      expect(await stateOf(sessionId)).toBe("READY_FOR_PAYMENT")
      await shop.control.advanceClock(60_000)
      for (const answer of [
        await read(sessionId),
        await read(sessionId, "cardData"),
        await send("finalize_payment", sessionId),
        await send("cancel", sessionId),
      ])
        expect([answer.status, codeOf(answer)]).toEqual([400, "GW0004"])
      await shop.control.setSwitches({ expiredBuildStatus: 404 })
      expect((await read(sessionId)).status).toBe(404)
      await shop.control.setSwitches({ buildSessionMinutes: 30 })
      expect(await stateOf(sessionId)).toBe("READY_FOR_PAYMENT")
    })

    it("keeps the payer at the bank after its time: the payment is made, and the order tells", async () => {
      const { orderId, sessionId } = await shop.readyBuild(shop.explicit)
      const { url } = (await send("finalize_payment", sessionId)).body as { url: string }
      await shop.control.advanceClock(20 * 60_000)
      expect((await atBank("succeeds", url)).location).toBe("https://shop.example/return/abc123")
      expect(codeOf(await read(sessionId))).toBe("GW0004")
      expect(await listed(orderId)).toEqual([200, "AUTHORIZATION AUTHORIZED"])
    })

    it("shows a pending payment while the payer is at the bank, or nothing by a switch", async () => {
      const { orderId, sessionId } = await shop.readyBuild(shop.explicit)
      await send("finalize_payment", sessionId)
      expect(await listed(orderId)).toEqual([200, "AUTHORIZATION PENDING"])
      await shop.control.setSwitches({ buildChallengePending: false })
      expect(await listed(orderId)).toEqual([404])
      await shop.control.setSwitches({ buildOrderBeforeAttempt: "empty" })
      expect(await listed(orderId)).toEqual([200])
    })

    it.each([
      ["CANCELED", "https://shop.example/cancel/abc123"],
      ["THREEDS_FAILED", "https://shop.example/return/abc123"],
    ] as const)("that is given up at the bank is %s, and the browser goes to %s", async (result, address) => {
      await shop.control.setSwitches({ abandonedBuildChallenge: result })
      const { orderId, sessionId } = await shop.readyBuild(shop.explicit)
      const { url } = (await send("finalize_payment", sessionId)).body as { url: string }
      expect((await atBank("abandoned", url)).location).toBe(address)
      expect(await listed(orderId)).toEqual([200, `AUTHORIZATION ${result}`])
    })

    it("is answered at the bank once, and by its own address alone", async () => {
      const { sessionId, orderId } = await shop.readyBuild(shop.explicit)
      const { url } = (await send("finalize_payment", sessionId)).body as { url: string }
      const id = new URL(url).searchParams.get("id") ?? ""
      const elsewhere = await postForm(new URL("/monetaweb/acs/answer", url).href, {
        challenge: id,
        outcome: "succeeds",
      })
      expect(elsewhere.status).toBe(400)
      await atBank("fails", url)
      expect([(await atBank("succeeds", url)).status, (await fetch(url)).status]).toEqual([400, 400])
      expect(await listed(orderId)).toEqual([200, "AUTHORIZATION THREEDS_FAILED"])
    })

    it("asks for a challenge that the issuer does not need, where the shop wants one", async () => {
      const { sessionId } = await shop.readyBuild(
        shop.explicit,
        { exemptions: "CHALLENGE_REQUESTED" },
        frictionless
      )
      expect((await send("finalize_payment", sessionId)).body.state).toBe("REDIRECTED_TO_EXTERNAL_DOMAIN")
    })

    it("can be captured and refunded as every other payment", async () => {
      const { orderId, sessionId } = await shop.readyBuild(shop.explicit, {}, frictionless)
      const { operationId } = (await send("finalize_payment", sessionId)).body.operation as {
        operationId: string
      }
      const captured = await shop.explicit.postOnce(`/operations/${operationId}/captures`, {})
      expect(captured.status).toBe(200)
      expect((await shop.control.order(orderId)).totals).toMatchObject({ captured: 3545, liveHold: 0 })
    })

    it("shows where it stands in the back office, and what is known of the card", async () => {
      const { orderId, sessionId } = await shop.readyBuild(shop.explicit)
      const office = await (await fetch(shop.simulator.url)).text()
      for (const text of [orderId, "Ready for payment", "434994******4549", "https://shop.example"])
        expect(office).toContain(text)
      expect(office).not.toContain(sessionId)
      expect(await shop.control.buildSessions()).toMatchObject([{ orderId, state: "READY_FOR_PAYMENT" }])
    })
  })

  it("gives redirects and fields in the other spellings by switches", async () => {
    await shop.control.setSwitches({ redirectState: "REDIRECT_TO_EXTERNAL_DOMAIN", fieldSetForm: "array" })
    const open = await shop.openBuild(shop.explicit)
    expect(Array.isArray((await read(open.sessionId)).body.fieldSet)).toBe(true)
    await shop.fillBuild(open.sessionId)
    expect((await send("finalize_payment", open.sessionId)).body.state).toBe("REDIRECT_TO_EXTERNAL_DOMAIN")
  })

  it.each([
    ["right", true, 200],
    ["wrong", false, 200],
    ["missing", true, 404],
  ])("serves its script with a hash: %s", async (what, isRight, status) => {
    const { createHash } = await import("node:crypto")
    await shop.control.setSwitches(what === "missing" ? { sdkLoad: "missing" } : { sdkHash: what as "right" })
    const { integrity } = (await shop.explicit.get("/build/integrity")).body as { integrity: string }
    const script = await fetch(`${shop.simulator.url}/monetaweb/resources/hfsdk.js`)
    const hash = `sha384-${createHash("sha384")
      .update(await script.text())
      .digest("base64")}`
    expect(script.status).toBe(status)
    if (status === 200) expect(hash === integrity).toBe(isRight)
    expect(script.headers.get("access-control-allow-origin")).toBeNull()
    await shop.control.setSwitches({ sdkCors: true, sdkLoad: "ok" })
    const again = await fetch(`${shop.simulator.url}/monetaweb/resources/hfsdk.js`)
    expect(again.headers.get("access-control-allow-origin")).toBe("*")
  })

  it("keeps the frames' own calls out of the log of the merchant's calls", async () => {
    await shop.readyBuild(shop.explicit)
    expect((await shop.control.calls()).map(({ path }) => path)).toEqual(["/orders/build"])
  })
})
