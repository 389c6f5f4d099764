import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { objectToExports, requireMedusa } from "../../../src/medusa/check-at-start"
import { findMedusaCli } from "../../../src/medusa/command-line"
import { objectToConfiguration } from "../../../src/medusa/configuration"
import { madeSince, objectToIds } from "../../../src/medusa/ids"
import { objectToCradle, requireCradle } from "../../../src/medusa/payment-module"
import requireConfiguration from "../../../src/modules/xpay/require-configuration"

const HTTP = { storeCors: "", adminCors: "" }
const KNOWN = { modules: { payment: { options: { providers: [] } } }, projectConfig: { http: HTTP } }
const service = (...methods: string[]) =>
  Object.fromEntries(methods.map((method) => [method, () => Promise.resolve()]))
const CRADLE = {
  __pg_connection__: () => undefined,
  paymentSessionService: service("retrieve", "update"),
  paymentService: service("retrieve", "list"),
  captureService: service("list"),
  refundService: service("list"),
}

describe("at the start", () => {
  it("the Medusa that is installed has everything", () => {
    expect(requireMedusa).not.toThrow()
    expect(objectToCradle(CRADLE)).toBeUndefined()
    expect(objectToConfiguration(KNOWN)).toBeUndefined()
  })

  it("a function that is gone is named", () => {
    const exported = {
      "@medusajs/medusa/core-flows": { from: { one: 1 }, names: ["one", "acquireLockStepId"] },
    }
    expect(objectToExports(exported)).toBe("@medusajs/medusa/core-flows has no `acquireLockStepId`")
  })

  it("ids without their time are noticed", () => {
    expect(objectToIds((prefix) => `${prefix}_018f-a-uuid`)).toMatch(
      /"order_018f-a-uuid", which does not begin/
    )
    expect(madeSince("capt", 0)).toEqual({ $gte: "capt_0000000000" })
  })

  it.each([
    [{}, "`modules` is no object with the modules by their names"],
    [{ ...KNOWN, modules: [] }, undefined],
    [
      { ...KNOWN, modules: { payment: { options: { providers: {} } } } },
      "`modules.payment.options.providers` is no list",
    ],
    [
      { ...KNOWN, projectConfig: {} },
      "`projectConfig.http.storeCors` is no text, `projectConfig.http.adminCors` is no text",
    ],
    [
      { ...KNOWN, projectConfig: { http: { ...HTTP, adminCors: [] } } },
      "`projectConfig.http.adminCors` is no text",
    ],
  ])("a configuration of another shape is named: %j", (configuration, objection) => {
    expect(objectToConfiguration(configuration)).toBe(objection)
  })

  it("stops the start over such a configuration, saying what to do", async () => {
    const container = { resolve: () => ({ modules: {} }) }
    await expect(requireConfiguration({ container } as never)).rejects.toThrow(
      /^This release of Medusa is not as medusa-payment-nexi-xpay knows it: `projectConfig.http.storeCors` .*table in the plugin's README/
    )
  })

  it("services of the payment module that are gone are named, also where the container throws at them", () => {
    const { captureService: _gone, ...without } = CRADLE
    const throwing = new Proxy(without, {
      get: (target, name) => {
        if (!(name in target)) {
          throw new Error("AwilixResolutionError")
        }
        return target[name as keyof typeof target]
      },
    })
    const renamed = { ...throwing, refundService: service("find") }
    expect(objectToCradle(throwing)).toBe("the payment module gives its providers no `captureService.list`")
    expect(() => requireCradle(renamed)).toThrow(/no `captureService.list`, `refundService.list`/)
  })
})

describe("Medusa's command line", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "an-application-"))
  const cli = path.join(folder, "node_modules/@medusajs/cli")
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([{ medusa: "bin/elsewhere.js" }, "bin/elsewhere.js"])("is what its package says: %j", (bin) => {
    mkdirSync(cli, { recursive: true })
    writeFileSync(path.join(cli, "package.json"), JSON.stringify({ name: "@medusajs/cli", bin }))
    expect(findMedusaCli(folder)).toBe(path.join(cli, "bin/elsewhere.js"))
  })

  it("is not there without an application", () => {
    expect(findMedusaCli(os.tmpdir())).toBeUndefined()
  })
})
