import { ApiClient, type ApiResponse } from "./support/api-client"
import { fixture, type Fixture } from "./support/fixture"
import { answerChallenge } from "./support/payer"
import { valueDifferences } from "./support/shape"
import { Shop } from "./support/shop"

/** Replaces the real key in all recorded transcripts. */
const recordedKey = "00000000-0000-0000-0000-000000000000"

/** Values that XPay generates for every payment; they are compared by kind. */
const generated = new Set([
  "operationId",
  "paymentEndToEndId",
  "operationTime",
  "cardId",
  "cardId4",
  "authorizationCode",
  "rrn",
  "schemaTID",
  "authenticationValue",
  "xid",
  "threeDSAuthUrl",
  "hostedPage",
  "securityToken",
])

describe("a peer that nobody here wrote", () => {
  let shop: Shop
  let api: ApiClient

  beforeAll(async () => {
    shop = await Shop.open({
      terminals: [
        { apiKey: recordedKey, alias: "recorded", accounting: "explicit", moto: true, methods: ["CARDS"] },
      ],
    })
    api = new ApiClient(shop.simulator.apiUrl, "")
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  /** Sends a recorded request as is, with the ids from this simulator in place of the recorded ones. */
  function replay(name: string, handedOut: Record<string, string> = {}): Promise<ApiResponse> {
    const { method, path, headers, body } = fixture(name)
    const substitute = (text: string): string =>
      Object.entries(handedOut).reduce((result, [recorded, own]) => result.replaceAll(recorded, own), text)
    return api.send(method, substitute(path), substitute(JSON.stringify(body)), headers)
  }

  function expectAnswer(actual: ApiResponse, name: string, apart: readonly string[] = []): void {
    const expected: Fixture = fixture(name)
    const ignored = (path: string): boolean => apart.some((prefix) => path.startsWith(prefix))
    expect(actual.status).toBe(expected.status)
    expect(Object.keys(expected.headers).filter((header) => !actual.headers.has(header))).toEqual([])
    expect(valueDifferences(actual.body, expected.body, generated).filter((path) => !ignored(path))).toEqual(
      []
    )
  }

  /** Replays the 3-steps transcript up to its validation. */
  async function replayThreeSteps(): Promise<{ handedOut: Record<string, string>; validation: ApiResponse }> {
    const init = await replay("orders-3steps-init.request")
    expectAnswer(init, "orders-3steps-init.response")
    const own: string = init.body.operation.operationId
    const recorded = "696995050267340689"
    await answerChallenge(init.body.threeDSAuthUrl, own, "succeeds")
    const validation = await replay("orders-3steps-validation.request", { [recorded]: own })
    const { authenticationValue, xid } = validation.body.threeDSAuthResult
    return {
      validation,
      handedOut: {
        [recorded]: own,
        "AAcBBVYIEQAAAABkl4B3dQAAAAA=": authenticationValue,
        "S0JvQiFdWC16MzshPy1nMUVtOy8=": xid,
      },
    }
  }

  it("validates as in the recorded sandbox session", async () => {
    const { validation } = await replayThreeSteps()
    // The recorded warnings came from malformed addresses that the request no longer contains.
    expectAnswer(validation, "orders-3steps-validation.response", ["body.operation.warnings"])
  })

  it("authorizes as in the recorded sandbox session with explicit capture", async () => {
    const { handedOut } = await replayThreeSteps()
    const payment = await replay("orders-3steps-payment.request", handedOut)
    expectAnswer(payment, "orders-3steps-payment-authorized.response")
  })

  it("executes as in the recorded sandbox session with implicit capture, sent as another client sends it", async () => {
    const { handedOut } = await replayThreeSteps()
    const payment = await replay("orders-3steps-payment-prism.request", handedOut)
    expectAnswer(payment, "orders-3steps-payment-executed.response")
  })

  it("captures as in the recorded sandbox session", async () => {
    const { handedOut } = await replayThreeSteps()
    await replay("orders-3steps-payment.request", handedOut)
    expectAnswer(await replay("operations-captures.request", handedOut), "operations-captures.response")
  })

  it("starts a 2-steps payment as in the recorded sandbox session", async () => {
    expectAnswer(await replay("orders-2steps-init.request"), "orders-2steps-init.response")
  })

  it("opens a hosted page for the request of a live shop", async () => {
    expectAnswer(await replay("orders-hpp-minimal.request"), "orders-hpp.response")
  })

  it("warns of malformed addresses with the codes of the recording and pays all the same", async () => {
    const body = fixture("orders-3steps-init.request").body as { order: { customerInfo: object } }
    const billingAddress = { country: "IT", province: "Milano" }
    const order = { ...body.order, customerInfo: { ...body.order.customerInfo, billingAddress } }
    const { headers } = fixture("orders-3steps-init.request")
    const init = await api.send("POST", "/orders/3steps/init", { ...body, order }, headers)
    const recorded = fixture("orders-3steps-validation.response").body as {
      operation: { warnings: { code: string }[] }
    }
    const codes = (warnings: { code: string }[]): string[] => warnings.map(({ code }) => code)
    expect(codes(init.body.operation.warnings)).toEqual(codes(recorded.operation.warnings))
    expect(init.body.operation.customerInfo.billingAddress).toBeNull()
  })
})
