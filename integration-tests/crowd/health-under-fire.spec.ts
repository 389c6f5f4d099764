import http from "node:http"
import { performance } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import { hostileAddresses, hostileBodies, hostileForms } from "../harness/hostile-bodies"
import { ProcessStore } from "../processes/process-store"

jest.setTimeout(600_000)

const PER_SECOND = 50
const ROUND_MS = 8_000
const MOST_MS = 100
const ROUNDS = 4

/** What can be sent to routes that require no login. */
const DOORS = [
  "/store/xpay/payment-sessions/payses_1/card",
  "/store/xpay/payment-sessions/payses_1/saved-card",
  "/store/xpay/payment-sessions/payses_1/hosted-page",
  "/xpay/notifications",
  "/hooks/payment/xpay_xpay",
  "/xpay/return/nobody",
]

/** Medusa's own route: it cannot delete a session twice at the same time, and responds 500. */
const MEDUSAS = "/store/payment-collections/"

const FORM_TYPE = "application/x-www-form-urlencoded"

/** Routes without a login that parse their query parameters themselves. */
const ADDRESSES = ["/xpay/cancel/nobody?", "/xpay/return/nobody?"]

interface Answer {
  readonly status: number
  /** The request, for a failure message. */
  readonly to: string
}

describe("while 50 hostile requests a second arrive", () => {
  const store = new ProcessStore("under-fire")
  const agent = new http.Agent({ keepAlive: true, maxSockets: 200 })
  const bodies = hostileBodies()
  const forms = hostileForms()
  const parts = hostileAddresses()

  let doors = DOORS

  beforeAll(async () => {
    await store.setUp()
    await store.shopper().readyToPay()
    const { id } = (await store.db("payment_collection").first()) as { id: string }
    doors = [...DOORS, `${MEDUSAS}${id}/payment-sessions`]
  })
  afterAll(async () => {
    agent.destroy()
    await store.tearDown()
  })

  function ask(
    method: "GET" | "POST",
    path: string,
    body?: string,
    type = "application/json"
  ): Promise<number> {
    const headers = {
      "x-publishable-api-key": store.store.publishableKey,
      ...(body === undefined ? {} : { "content-type": type }),
    }
    return new Promise((resolve, reject) => {
      // The health check uses its own connection: the connections of other clients may be closed at any moment.
      const by = method === "GET" ? { agent: false as const } : { agent }
      const request = http.request(`${store.url}${path}`, { method, ...by, headers }, (response) => {
        response.resume()
        response.once("end", () => resolve(response.statusCode ?? 0))
      })
      request.once("error", reject)
      request.end(body)
    })
  }

  /** The 99th percentile of the response time of `/health`, in milliseconds. */
  async function healthFor(ms: number): Promise<number> {
    const times: number[] = []
    for (const end = performance.now() + ms; performance.now() < end; await pause(20)) {
      const begun = performance.now()
      expect(await ask("GET", "/health")).toBe(200)
      times.push(performance.now() - begun)
    }
    times.sort((a, b) => a - b)
    return times[Math.ceil(times.length * 0.99) - 1] ?? Number.POSITIVE_INFINITY
  }

  /** Sends the bodies to the routes in turn; every sixth request is a URL, and every sixth a form. */
  async function burden(count: number): Promise<Answer> {
    const turn = Math.floor(count / 6)
    const answered = async (what: string, ...request: Parameters<typeof ask>): Promise<Answer> => {
      // If Medusa's body parser rejects a body, it closes the connection.
      const status = await ask(...request).catch(() => 413)
      return { status, to: `${request[0]} ${request[1].slice(0, 80)}: ${what}` }
    }
    if (count % 6 === 4) {
      const [what, body] = forms[turn % forms.length]!
      return await answered(what, "POST", "/xpay/return/nobody", body, FORM_TYPE)
    }
    if (count % 6 === 5) {
      const [what, part] = parts[turn % parts.length]!
      return await answered(what, "GET", `${ADDRESSES[turn % ADDRESSES.length]}${part}`)
    }
    const [what, body] = bodies[count % bodies.length]!
    return await answered(what, "POST", doors[count % doors.length] ?? "", body)
  }

  /** Sends them all in turn, and starts over. @returns a function that stops and returns the responses. */
  function fire(): () => Promise<Answer[]> {
    const answers: Promise<Answer>[] = []
    const begun = performance.now()
    // On a busy machine the timer is late; it then sends everything that is due.
    const timer = setInterval(() => {
      const due = ((performance.now() - begun) / 1_000) * PER_SECOND
      while (answers.length < due) {
        answers.push(burden(answers.length))
      }
    }, 1_000 / PER_SECOND)
    return async () => {
      clearInterval(timer)
      return await Promise.all(answers)
    }
  }

  it("the 99th percentile of /health stays under 100 ms, beyond what an idle server takes on a busy machine", async () => {
    const seen: { idle: number; underFire: number }[] = []
    // Compilation at first use is not caused by the requests.
    const warm = fire()
    await pause(3_000)
    await warm()
    for (let round = 0; round < ROUNDS; round++) {
      const idle = await healthFor(4_000)
      const stop = fire()
      const underFire = await healthFor(ROUND_MS)
      const answers = await stop()
      expect(answers.length).toBeGreaterThan(PER_SECOND * (ROUND_MS / 1_000) * 0.9)
      const ours = answers.filter(({ to }) => !to.includes(MEDUSAS))
      expect(ours.filter(({ status }) => status < 400 || status > 499)).toEqual([])
      seen.push({ idle, underFire })
      if (underFire < MOST_MS) {
        break
      }
    }
    process.stdout.write(`p99 of /health in ms: ${JSON.stringify(seen)}\n`)
    const best = Math.min(
      ...seen.map(({ idle, underFire }) => (underFire < MOST_MS ? underFire : underFire - idle))
    )
    expect(best).toBeLessThan(MOST_MS)
  })
})
