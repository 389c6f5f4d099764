import { z } from "@medusajs/framework/zod"
import { OptionsError, parseOptions } from "../../../src/engine/terminal/options"
import { optionsSchema } from "../../../src/engine/terminal/options-schema"

const good = {
  apiKey: "00000000-0000-4000-8000-000000000000",
  backendUrl: "https://api.shop.example",
  storefrontUrls: ["https://shop.example"],
}

function refused(options: unknown): string {
  try {
    parseOptions(options)
  } catch (error) {
    expect(error).toBeInstanceOf(OptionsError)
    return (error as Error).message
  }
  throw new Error("The options were taken.")
}

describe("options", () => {
  it("need a key and two addresses; everything else has a default", () => {
    expect(parseOptions(good)).toMatchObject({
      environment: "sandbox",
      baseUrl: "https://xpaysandbox.nexigroup.com/api/phoenix-0.0/psp/api/v1",
      capture: "manual",
      steps: 3,
      saqDVerifiedByNexi: false,
      isSimulated: false,
    })
    expect(parseOptions({ ...good, environment: "production" }).baseUrl).toBe(
      "https://xpay.nexigroup.com/api/phoenix-0.0/psp/api/v1"
    )
  })

  it("take a simulator on this machine", () => {
    expect(
      parseOptions({
        ...good,
        baseUrl: "http://127.0.0.1:4780/psp/api/v1/",
        backendUrl: "http://localhost:9000",
      })
    ).toMatchObject({
      baseUrl: "http://127.0.0.1:4780/psp/api/v1",
      isSimulated: true,
    })
  })

  it("name the entry that cannot work", () => {
    expect(() => parseOptions({}, ["milano"])).toThrow(/nexi-xpay \(provider "milano"\) in medusa-config/)
    expect(() => parseOptions(undefined, ["milano", "roma"])).toThrow(/\(provider "milano" or "roma"\) in/)
  })

  it.each<[string, object, RegExp]>([
    ["no key", { ...good, apiKey: undefined }, /`apiKey` is missing: make a key in the XPay back office/],
    ["an empty key", { ...good, apiKey: "" }, /`apiKey` is too short/],
    [
      "a publishable key",
      { ...good, apiKey: `pk_${"1f".repeat(32)}` },
      /`apiKey` is a publishable key, of Medusa or Stripe: give it/,
    ],
    [
      "a secret key of Medusa or Stripe",
      { ...good, apiKey: "sk_test_51Nabc" },
      /`apiKey` is a secret key of Medusa or Stripe: give it the API key/,
    ],
    [
      "the secret of a webhook",
      { ...good, apiKey: "whsec_12345678" },
      /`apiKey` is the secret of a webhook: give it/,
    ],
    [
      "the alias of the older integration",
      { ...good, apiKey: "ALIAS_WEB_00012345" },
      /`apiKey` is the alias of Nexi's older integration \(alias and MAC key\), whose API is another one/,
    ],
    [
      "a key with a line break",
      { ...good, apiKey: `${good.apiKey}\n` },
      /`apiKey` has a space, a line break or a letter/,
    ],
    [
      "a key in quotation marks",
      { ...good, apiKey: `"${good.apiKey}"` },
      /`apiKey` has quotation marks around it/,
    ],
    ["a placeholder", { ...good, apiKey: "${XPAY_API_KEY}" }, /`apiKey` is a placeholder/],
    ["no address of the server", { ...good, backendUrl: undefined }, /`backendUrl` must be a web address/],
    [
      "an address without TLS",
      { ...good, backendUrl: "http://api.shop.example" },
      /`backendUrl` must begin with https/,
    ],
    ["no storefront", { ...good, storefrontUrls: [] }, /`storefrontUrls` needs at least one address/],
    ["a misspelt option", { ...good, captrue: "manual" }, /`captrue` is not an option/],
    ["a wrong word", { ...good, capture: "later" }, /`capture` must be "manual" or "automatic"/],
    [
      "production against another server",
      { ...good, environment: "production", baseUrl: "https://evil.example/api" },
      /`baseUrl` must not be set in production/,
    ],
    [
      "production against a look-alike",
      { ...good, environment: "production", baseUrl: "https://xpay.nexigroup.com.evil.example/api" },
      /`baseUrl` must not be set in production/,
    ],
    [
      "an implicit terminal that should wait",
      { ...good, accounting: "implicit" },
      /`capture: "manual"` cannot work on a terminal with `accounting: "implicit"`/,
    ],
    [
      "a shared vault without a key",
      { ...good, vault: { redisUrl: "redis://cache" } },
      /`vault.key` is needed with `vault.redisUrl`/,
    ],
    ["a short vault key", { ...good, vault: { key: "c2hvcnQ=" } }, /`vault.key` must be 32 bytes in base64/],
    ["four steps", { ...good, steps: 4 }, /`steps` must be 3 or 2/],
    [
      "an address without the API's path",
      { ...good, baseUrl: "http://localhost:4780" },
      /`baseUrl` lacks the path of the API: it ends with \/psp\/api\/v1, as in https:\/\/xpaysandbox/,
    ],
  ])("are refused at boot with the remedy: %s", (_what, options, message) => {
    expect(refused(options)).toMatch(message)
  })

  it.each<[string, object]>([
    ["https://xpay.nexigroup.com/api/phoenix-0.0/psp/api/v1", {}],
    ["https://xpay.nexigroup.com/api/phoenix-0.0/psp/api/v1/", { environment: "sandbox" }],
    ["https://XPAY.NexiGroup.com", {}],
    ["HTTPS://xpay.nexigroup.com:8443/elsewhere?x#y", {}],
    ["https://xpay.nexigroup.com./api", {}],
    ["https://user:word@xpay.nexigroup.com/api", {}],
    ["https://xpay.nexigroup%2Ecom/api", {}],
    ["https://ｘpay.nexigroup.com/api", { backendUrl: "http://localhost:9000" }],
  ])("know production by where the cards go, whatever the environment is called: %s", (baseUrl, more) => {
    expect(refused({ ...good, ...more, baseUrl })).toMatch(
      /`baseUrl` is that of production, .* set `environment: "production"`/
    )
    expect(() => parseOptions({ ...good, environment: "production" })).not.toThrow()
  })

  it("take production's own address in production, where nobody may take cards or listen without TLS", () => {
    const production = {
      ...good,
      environment: "production",
      baseUrl: "https://xpay.nexigroup.com/api/phoenix-0.0/psp/api/v1",
    }
    expect(parseOptions(production)).toMatchObject({ isSimulated: false, saqDVerifiedByNexi: false })
    expect(refused({ ...production, backendUrl: "http://localhost:9000" })).toMatch(
      /`backendUrl` must begin with https:\/\/ in production/
    )
  })

  it("names every problem at once and shows no value", () => {
    const message = refused({ apiKey: "secret1", backendUrl: "ftp://secret2", storefrontUrls: "secret3" })
    expect(message.split("\n")).toHaveLength(4)
    expect(message).not.toMatch(/secret/)
  })

  it("names a key of another kind in the same round as the rest, and shows nothing of it", () => {
    const message = refused({
      ...good,
      apiKey: "sk_live_abcdef",
      baseUrl: "https://xpaysandbox.nexigroup.com",
      steps: 5,
    })
    expect(message.split("\n").slice(1)).toEqual([
      expect.stringMatching(/`apiKey` is a secret key/),
      expect.stringMatching(/`steps` must be 3 or 2/),
      expect.stringMatching(/`baseUrl` lacks the path of the API/),
    ])
    expect(message).not.toContain("abcdef")
  })

  it("names contradictions in the same round as what is wrong by itself", () => {
    const options = { ...good, apiKey: "", accounting: "implicit", captrue: "automatic", steps: 5 }
    expect(refused(options).split("\n").slice(1)).toEqual([
      expect.stringMatching(/`apiKey` is too short/),
      expect.stringMatching(/`steps` must be 3 or 2/),
      expect.stringMatching(/`captrue` is not an option/),
      expect.stringMatching(/`capture: "manual"` cannot work on a terminal with `accounting: "implicit"`/),
    ])
  })

  it("says nothing of a default that stands in for what is wrong", () => {
    const message = refused({ ...good, accounting: "implicit", capture: "later" })
    expect(message.split("\n")).toHaveLength(2)
    expect(message).toMatch(/`capture` must be "manual" or "automatic"/)
  })

  it("says in its own words what is wrong with any option, whatever was written there", () => {
    const wrong: unknown[] = [null, "", "x", -1, 1e9, 1.5, true, [], [1], {}, { other: 1 }, Number.NaN]
    const raw = /Invalid|expected|received|Too (?:small|big)|Unrecognized|undefined|\[object|NaN/
    const seen = new Set<string>()
    for (const path of pathsOf(z.toJSONSchema(optionsSchema, { io: "input", unrepresentable: "any" }))) {
      for (const value of wrong) {
        try {
          parseOptions(withValue(path, value))
        } catch (error) {
          const message = (error as Error).message
          expect(message).not.toMatch(raw)
          expect(message).toContain(`\`${path[0]}`)
          seen.add(path.join("."))
        }
      }
    }
    expect(seen.size).toBeGreaterThan(40)
  })
})

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>
}

/** Every option, including nested ones. */
function pathsOf({ properties = {} }: Schema): string[][] {
  return Object.entries(properties).flatMap(([name, inner]) => [
    [name],
    ...pathsOf(inner as Schema).map((path) => [name, ...path]),
  ])
}

function withValue([name = "", inner]: readonly string[], value: unknown): object {
  return { ...good, [name]: inner === undefined ? value : { [inner]: value } }
}
