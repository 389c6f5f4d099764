import { readFileSync } from "node:fs"
import path from "node:path"
import getPort from "get-port"
import type { SeededStore } from "../../demo/seed-store"
import type { Child } from "../../demo/run/child"
import { explicitApiKey } from "../../src/simulator"
import { OK_CARD } from "../harness/cards"
import { Staff } from "../harness/staff"
import { Http } from "../harness/http"
import { Recorder } from "../harness/recorder"
import { expectOk, Shopper } from "../harness/shopper"
import { loadingConsumer, PUBLIC_ENTRIES, typedConsumer } from "./consumer"
import { FreshApplication } from "./fresh-application"
import type { PackedPackage } from "./packed"
import { readmeSteps } from "./readme-steps"

jest.setTimeout(600_000)

const ADMIN = { email: "admin@example.com", password: "not-a-secret" }

/** The configuration of every Medusa application, as `create-medusa-app` writes it. */
const EXISTING_CONFIG = `projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: {
      storeCors: process.env.STORE_CORS!,
      adminCors: process.env.ADMIN_CORS!,
      authCors: process.env.AUTH_CORS!,
      jwtSecret: process.env.JWT_SECRET || "supersecret",
      cookieSecret: process.env.COOKIE_SECRET || "supersecret",
    },
  },`

/** A new user's first hour with the package. The tests are the steps: each needs the previous ones. */
describe("a fresh Medusa application, with nothing of the plugin but its package", () => {
  const application = new FreshApplication()
  const steps = readmeSteps()
  let packed: PackedPackage
  let ports: { store: number; simulator: number; frames: number; database: number }
  let manifest: {
    exports: Record<string, unknown>
    dependencies: Record<string, string>
    scripts: Record<string, string>
  }

  beforeAll(async () => {
    packed = await application.pack()
    ports = {
      store: await getPort(),
      simulator: await getPort(),
      frames: await getPort(),
      database: await getPort(),
    }
    manifest = JSON.parse(readFileSync(path.join(__dirname, "../../package.json"), "utf8"))
  })

  afterAll(async () => {
    await application.remove()
  })

  const storeUrl = () => `http://localhost:${ports.store}`
  const answers = async (url: string) => {
    try {
      return (await fetch(url)).ok
    } catch {
      return false
    }
  }

  describe("the package", () => {
    it("runs nothing when it is installed", () => {
      const hooks = ["preinstall", "install", "postinstall", "prepare"]
      expect(Object.keys(manifest.scripts).filter((script) => hooks.includes(script))).toEqual([])
    })

    it("names the entries that this test imports, and no other", () => {
      const own = Object.keys(manifest.exports).filter(
        (entry) => !["./package.json", "./admin", "./.medusa/server/src/modules/*"].includes(entry)
      )
      const covers = (pattern: string, entry: string) =>
        new RegExp(`^${pattern.replaceAll(".", "\\.").replace("*", "[^/]+")}$`).test(entry)
      expect(own.filter((pattern) => !PUBLIC_ENTRIES.some((entry) => covers(pattern, entry)))).toEqual([])
    })
  })

  describe("installing", () => {
    it("brings the plugin and no second copy of anything that Medusa has", async () => {
      await application.run("npm", [
        "install",
        "--prefer-offline",
        "--no-audit",
        "--no-fund",
        `./${packed.filename}`,
      ])
      const versions = (name: string) =>
        JSON.parse(application.read(`node_modules/${name}/package.json`)).version as string
      expect(application.list("node_modules/medusa-payment-nexi-xpay")).not.toContain("node_modules")
      const tree = JSON.parse(
        await application.run("npm", [
          "ls",
          "@medusajs/icons",
          "@medusajs/ui",
          "@medusajs/framework",
          "axios",
          "express",
          "--json",
          "--all",
        ])
      ) as DependencyTree
      for (const name of ["@medusajs/icons", "@medusajs/ui", "@medusajs/framework", "axios", "express"]) {
        expect([name, ...copiesOf(tree, name)]).toEqual([name, versions(name)])
      }
    })

    it("follows the README", () => {
      expect(steps.envNames).toEqual(["XPAY_API_KEY", "BACKEND_URL", "STOREFRONT_URL"])
      expect(steps.commands).toEqual(
        expect.arrayContaining([
          "npm install medusa-payment-nexi-xpay",
          "npx medusa db:migrate",
          "npx medusa develop",
        ])
      )
      application.write("medusa-config.ts", steps.config(EXISTING_CONFIG))
      application.write(
        ".env",
        Object.entries({
          DATABASE_URL: `postgres://postgres:postgres@localhost:${ports.database}/postgres`,
          STORE_CORS: "http://localhost:8000",
          ADMIN_CORS: storeUrl(),
          AUTH_CORS: `http://localhost:8000,${storeUrl()}`,
          XPAY_API_KEY: explicitApiKey,
          BACKEND_URL: storeUrl(),
          STOREFRONT_URL: "http://localhost:8000",
          XPAY_BASE_URL: `http://127.0.0.1:${ports.simulator}/api/phoenix-0.0/psp/api/v1`,
        })
          .map(([name, value]) => `${name}=${value}`)
          .join("\n")
      )
    })

    it("gives TypeScript the types of every public entry, as ES module, as CommonJS and for bundlers", async () => {
      for (const [file, module, resolution] of [
        ["consumer/esm.mts", "node16", "node16"],
        ["consumer/commonjs.cts", "node16", "node16"],
        ["consumer/bundled.ts", "esnext", "bundler"],
      ] as const) {
        application.write(file, typedConsumer())
        const options = ["--module", module, "--moduleResolution", resolution, "--target", "es2022"]
        await application.run("npx", ["tsc", "--noEmit", "--strict", "--skipLibCheck", ...options, file])
      }
    })

    it("can be imported and required", async () => {
      application.write("consumer/load.mjs", loadingConsumer("import"))
      application.write("consumer/load.cjs", loadingConsumer("require"))
      for (const file of ["consumer/load.mjs", "consumer/load.cjs"]) {
        expect(await application.run("node", [file])).toContain("all loaded")
      }
      application.write(
        "tsconfig.json",
        application.read("tsconfig.json").replace('"node_modules"', '"node_modules", "consumer"')
      )
    })
  })

  describe("running", () => {
    let develop: Child
    let store: SeededStore

    const http = () =>
      new Http(storeUrl, new Recorder(), () => ({ "x-publishable-api-key": store.publishableKey }))

    async function signIn(): Promise<Http> {
      const anybody = new Http(storeUrl, new Recorder())
      const { token } = expectOk(await anybody.post<{ token: string }>("/auth/user/emailpass", ADMIN))
      return new Http(storeUrl, new Recorder(), () => ({ authorization: `Bearer ${token}` }))
    }

    it("starts with the simulator of the package, after the migrations", async () => {
      const postgres = application.startHere([
        "demo/run/postgres-server.mjs",
        String(ports.database),
        application.database,
      ])
      await postgres.ready(() => postgres.hasSaid("PostgreSQL is ready."))
      const simulator = application.start("xpay-simulator", [
        ...["--port", String(ports.simulator)],
        ...["--frames-port", String(ports.frames)],
      ])
      await simulator.ready(() => simulator.hasSaid("XPay simulator is running"))

      await application.run("npx", ["medusa", "db:migrate"])
      await application.run("npx", ["medusa", "user", "--email", ADMIN.email, "--password", ADMIN.password])
      application.copy("demo/seed-store.ts", "demo/seed-store.ts")
      application.copy("integration-tests/package/seed.ts", "integration-tests/package/seed.ts")
      const seedFile = path.join(application.folder, "seed.json")
      await application.run("npx", ["medusa", "exec", "./integration-tests/package/seed.ts"], {
        SEED_FILE: seedFile,
      })
      store = JSON.parse(readFileSync(seedFile, "utf8")) as SeededStore

      develop = application.start("medusa", ["develop", "--port", String(ports.store)])
      await develop.ready(async () => await answers(`${storeUrl()}/health`))
    })

    it("takes a card payment", async () => {
      const shopper = await new Shopper(http(), store).readyToPay()
      expect(await shopper.pay(OK_CARD)).toMatchObject({
        outcome: "paid",
        orderId: expect.stringMatching(/^order_/),
      })
    })

    it("takes a payment on XPay's page", async () => {
      const shopper = await new Shopper(http(), store).readyToPay({}, "pp_xpay-paypal_xpay")
      expect(await shopper.payOnPage("PAYPAL")).toMatchObject({
        outcome: "paid",
        orderId: expect.stringMatching(/^order_/),
      })
    })

    it("takes a MOTO payment", async () => {
      const staff = new Staff(await signIn(), store)
      const draft = await staff.draftOrder()
      const taken = await staff.takeCard(draft.id, { card: OK_CARD, amount: draft.total })
      expect(expectOk(taken)).toMatchObject({
        outcome: "approved",
        draft_converted: true,
        payment: { state: "authorized", amount: draft.total },
      })
    })

    it("shows in the dashboard's settings that all is well", async () => {
      const { terminals } = expectOk(
        await (
          await signIn()
        ).get<{ terminals: { checks: { status: string; name: string }[] }[] }>("/admin/xpay/terminals")
      )
      expect(terminals.flatMap(({ checks }) => checks).filter(({ status }) => status === "error")).toEqual([])
    })

    it("is looked at by the doctor, who ends with an error when something is wrong", async () => {
      const doctor = ["medusa-payment-nexi-xpay", "doctor", "--locale", "en"]
      const said = await application.run("npx", doctor)
      expect(said).toMatch(/pp_xpay_xpay .*simulator .*explicit accounting/)
      expect(said).toMatch(/✓ Connection and API key/)
      expect(said).toMatch(/ 0 errors\./)
      const wrongKey = { XPAY_API_KEY: "99999999-0000-4000-8000-000000000009" }
      await expect(application.run("npx", doctor, wrongKey)).rejects.toThrow(
        /✗ Connection and API key\n.*does not accept the API key \(HTTP 401\)/
      )
      await expect(
        application.run("npx", ["medusa-payment-nexi-xpay", "doctor"], { XPAY_API_KEY: "short" })
      ).rejects.toThrow(/`apiKey` is too short/)
    })

    it("builds for production with the plugin's part of the dashboard, starts, and takes a card payment", async () => {
      await application.stop(develop)
      await application.run("npx", ["medusa", "build"])
      const bundles = application
        .list(".medusa/server/public/admin/assets")
        .filter((file) => file.endsWith(".js"))
        .map((file) => application.read(`.medusa/server/public/admin/assets/${file}`))
      expect(bundles.some((text) => text.includes("xpay"))).toBe(true)

      // Where Medusa's guide starts a production build; it finds its packages in the folder above.
      application.write(".medusa/server/.env.production", application.read(".env"))
      const start = application.start(
        "medusa",
        ["start", "--port", String(ports.store)],
        { NODE_ENV: "production" },
        ".medusa/server"
      )
      await start.ready(async () => await answers(`${storeUrl()}/health`))
      const dashboard = await fetch(`${storeUrl()}/app`)
      expect(dashboard.status).toBe(200)
      const shopper = await new Shopper(http(), store).readyToPay()
      expect(await shopper.pay(OK_CARD)).toMatchObject({ outcome: "paid" })
      await application.stop(start)
    })
  })
})

interface DependencyTree {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, DependencyTree>>
}

/** The distinct versions of a package in a tree. */
function copiesOf(tree: DependencyTree, name: string): string[] {
  const found = new Set<string>()
  const look = ({ dependencies = {} }: DependencyTree) => {
    for (const [dependency, subtree] of Object.entries(dependencies)) {
      if (dependency === name && subtree.version !== undefined) {
        found.add(subtree.version)
      }
      look(subtree)
    }
  }
  look(tree)
  return [...found]
}
