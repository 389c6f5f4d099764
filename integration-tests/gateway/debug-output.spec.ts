import { API_KEY, connect } from "./support/client"
import { payInOwnProcess } from "./support/own-process"
import { encodingsOf } from "./support/serialise"
import { answer, reset, type Behaviour } from "./support/xpay-double"

const pan = "5186151650005008"
const cvv = "9871"

test.each<[string, Behaviour, string]>([
  ["an error", answer(500), "unknown"],
  ["a reset", reset, "unknown"],
  ["a refusal", answer(400), "refused"],
])(
  "Node's own debug output shows neither key nor card after %s",
  async (_, behaviour, kind) => {
    const { double } = await connect()
    double.will(behaviour)
    const env = { NODE_DEBUG: "http,https,net,tls,stream,timer,http2", DEBUG: "*" }
    const output = await payInOwnProcess({ baseUrl: double.url, apiKey: API_KEY, pan, cvv }, env)
    expect(output).toContain("createConnection")
    expect(output).toContain(`outcome: ${kind}`)
    expect(double.lastRequest.text).toContain(pan)
    const secrets = [...encodingsOf(pan), ...encodingsOf(API_KEY), `"${cvv}"`]
    expect(secrets.filter((secret) => output.includes(secret))).toEqual([])
  },
  30_000
)
