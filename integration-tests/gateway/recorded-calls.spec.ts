import type { EndedCall } from "../../src/gateway/transport/caller"
import { CALLS, CARD, connect, GOOD_ANSWERS, hurriedClock, VERB_NAMES } from "./support/client"
import { answer, CID, reset } from "./support/xpay-double"

const UUID = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)

async function recording() {
  const recorded: [string, EndedCall][] = []
  const { double, client } = await connect({
    clock: hurriedClock().clock,
    record: (subject, call) => recorded.push([subject, call]),
  })
  return { double, client: client.about("xpatt_1"), plain: client, recorded }
}

describe("a call about something is recorded", () => {
  it.each(VERB_NAMES)("%s, with ids and times, and nothing that was sent or answered", async (verb) => {
    const { double, client, recorded } = await recording()
    double.will(GOOD_ANSWERS[verb])
    await CALLS[verb](client)
    const { method, path, headers } = double.lastRequest
    expect(recorded).toEqual([
      [
        "xpatt_1",
        {
          verb,
          request: `${method} ${path.replace(/^\/api\/phoenix-0.0\/psp\/api\/v1|\?.*$/g, "")}`,
          at: expect.stringMatching(/^\d{4}-.+Z$/),
          ms: expect.any(Number),
          outcome: "done",
          status: 200,
          correlation_id: headers["correlation-id"],
          cid: CID,
        },
      ],
    ])
    expect(JSON.stringify(recorded)).not.toContain(CARD.pan)
  })

  it("with XPay's codes and its own id when it was refused", async () => {
    const { double, client, recorded } = await recording()
    const errors = [{ code: "PS0026", description: `captureType ${CARD.pan}` }]
    double.will(answer(400, { errors }))
    await CALLS.moto(client)
    expect(recorded).toMatchObject([
      ["xpatt_1", { verb: "moto", outcome: "refused", status: 400, codes: ["PS0026"], cid: CID }],
    ])
    expect(JSON.stringify(recorded)).not.toContain("captureType")
  })

  it("with the system's code when no answer came", async () => {
    const { double, client, recorded } = await recording()
    double.will(reset)
    await CALLS.capture(client)
    expect(recorded).toEqual([
      [
        "xpatt_1",
        expect.objectContaining({
          outcome: "unknown",
          error: expect.stringMatching(/^E/),
          correlation_id: UUID,
        }),
      ],
    ])
    expect(recorded[0]?.[1]).not.toHaveProperty("status")
  })

  it("but not one that is about nothing", async () => {
    const { double, plain, recorded } = await recording()
    double.will(GOOD_ANSWERS.getPaymentMethods)
    await CALLS.getPaymentMethods(plain)
    expect(recorded).toEqual([])
  })
})
